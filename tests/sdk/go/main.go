// The three stories of the README and a refused request, by the Go client; prints one line of JSON. With "newer" as
// second argument it reads the answers of a newer server instead.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"stories/claimline"
)

// client asks one server.
type client struct {
	*claimline.ClientWithResponses
	ctx context.Context
}

// events by date: every page of two.
func (c client) events() (found []claimline.Event, pages int, err error) {
	from, to, match, limit := "2024-03-22", "2024-03-23", claimline.TimeMatchPossible, int32(2)
	params := &claimline.ListEventsParams{From: &from, To: &to, Match: &match, Limit: &limit}
	for {
		answer, err := c.ListEventsWithResponse(c.ctx, params)
		if err != nil {
			return nil, 0, err
		}
		if answer.JSON200 == nil {
			return nil, 0, fmt.Errorf("listEvents: %s", answer.Status())
		}
		found, pages = append(found, answer.JSON200.Data...), pages+1
		if params.Cursor = answer.JSON200.Page.NextCursor; params.Cursor == nil {
			return found, pages, nil
		}
	}
}

// claims of an actor and of everybody on its side.
func (c client) claims() ([]claimline.Claim, error) {
	affiliates := true
	params := &claimline.ListActorClaimsParams{IncludeAffiliates: &affiliates}
	answer, err := c.ListActorClaimsWithResponse(c.ctx, "isis", params)
	if err != nil {
		return nil, err
	}
	if answer.JSON200 == nil {
		return nil, fmt.Errorf("listActorClaims: %s", answer.Status())
	}
	return answer.JSON200.Data, nil
}

// contested is what is disputed about an actor, with every position on it and what opposes it.
func (c client) contested() (*claimline.Proposition, error) {
	contested, actors := true, []string{"ukraine"}
	params := &claimline.ListPropositionsParams{Contested: &contested, ActorID: &actors}
	page, err := c.ListPropositionsWithResponse(c.ctx, params)
	if err != nil {
		return nil, err
	}
	if page.JSON200 == nil || len(page.JSON200.Data) == 0 {
		return nil, fmt.Errorf("listPropositions: %s", page.Status())
	}
	answer, err := c.GetPropositionWithResponse(c.ctx, page.JSON200.Data[0].Key)
	if err != nil {
		return nil, err
	}
	if answer.JSON200 == nil {
		return nil, fmt.Errorf("getProposition: %s", answer.Status())
	}
	return answer.JSON200, nil
}

// refused is the answer to a page that is too long: problem details.
func (c client) refused() (*claimline.Problem, error) {
	limit := int32(1000)
	answer, err := c.ListEventsWithResponse(c.ctx, &claimline.ListEventsParams{Limit: &limit})
	if err != nil {
		return nil, err
	}
	if answer.ApplicationProblemJSON400 == nil {
		return nil, fmt.Errorf("listEvents: %s", answer.Status())
	}
	return answer.ApplicationProblemJSON400, nil
}

type object = map[string]any

func described(proposition *claimline.Proposition) (object, error) {
	positions := []object{}
	for _, position := range proposition.Positions {
		holders := []object{}
		for _, holder := range position.Holders {
			var since *string
			if holder.Since != nil {
				since = &holder.Since.Edtf
			}
			evidence := [][]any{}
			for _, claim := range holder.Claims {
				for _, passage := range claim.Evidence {
					evidence = append(evidence, []any{passage.SourceID, passage.Start, passage.End})
				}
			}
			holders = append(holders, object{"actorId": holder.ActorID, "since": since, "evidence": evidence})
		}
		positions = append(positions, object{"polarity": position.Polarity, "holders": holders})
	}
	opposed := [][]any{}
	for _, other := range proposition.Opposed {
		opposed = append(opposed, []any{other.Key, other.Reason})
	}
	value, err := proposition.Object.ValueByDiscriminator()
	if err != nil {
		return nil, err
	}
	var event *string
	if reference, ok := value.(claimline.EventReference); ok {
		event = &reference.ID
	}
	return object{"key": proposition.Key, "event": event, "positions": positions, "opposed": opposed}, nil
}

func stories(url string) (object, error) {
	generated, err := claimline.NewClientWithResponses(url)
	if err != nil {
		return nil, err
	}
	c := client{generated, context.Background()}
	events, pages, err := c.events()
	if err != nil {
		return nil, err
	}
	claims, err := c.claims()
	if err != nil {
		return nil, err
	}
	contested, err := c.contested()
	if err != nil {
		return nil, err
	}
	proposition, err := described(contested)
	if err != nil {
		return nil, err
	}
	problem, err := c.refused()
	if err != nil {
		return nil, err
	}
	eventIDs, claimIDs, parameters := []string{}, []string{}, []*string{}
	for _, event := range events {
		eventIDs = append(eventIDs, event.ID)
	}
	for _, claim := range claims {
		claimIDs = append(claimIDs, claim.ID)
	}
	for _, fault := range problem.Errors {
		parameters = append(parameters, fault.Parameter)
	}
	refusal := object{"status": problem.Status, "code": problem.Code, "parameters": parameters}
	return object{
		"events": eventIDs, "pages": pages, "claims": claimIDs, "proposition": proposition, "problem": refusal,
	}, nil
}

func main() {
	tell := stories
	if len(os.Args) > 2 && os.Args[2] == "newer" {
		tell = readNewer
	}
	told, err := tell(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(told); err != nil {
		log.Fatal(err)
	}
}
