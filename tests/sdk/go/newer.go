package main

import (
	"context"
	"fmt"

	"stories/claimline"
)

// readNewer reads the answers of a server that is newer than the client.
func readNewer(url string) (object, error) {
	generated, err := claimline.NewClientWithResponses(url)
	if err != nil {
		return nil, err
	}
	c := client{generated, context.Background()}
	if err := c.others(); err != nil {
		return nil, err
	}
	claims, err := c.ListClaimsWithResponse(c.ctx, nil)
	if err != nil || claims.JSON200 == nil {
		return nil, fmt.Errorf("listClaims: %w", err)
	}
	found, err := c.SearchRecordsWithResponse(c.ctx, &claimline.SearchRecordsParams{Q: "hall"})
	if err != nil || found.JSON200 == nil {
		return nil, fmt.Errorf("searchRecords: %w", err)
	}
	known, unknown := 0, 0
	for _, hit := range found.JSON200.Data {
		if _, err := hit.ValueByDiscriminator(); err == nil {
			known++
		} else {
			unknown++
		}
	}
	problem, err := c.refused()
	if err != nil {
		return nil, err
	}
	hits := object{"known": known, "unknown": unknown}
	return object{"act": claims.JSON200.Data[0].Act, "code": problem.Code, "hits": hits}, nil
}

// others calls the operations of which only that they can be read counts.
func (c client) others() error {
	events, err := c.ListEventsWithResponse(c.ctx, nil)
	if err != nil || events.JSON200 == nil {
		return fmt.Errorf("listEvents: %w", err)
	}
	actors, err := c.ListActorsWithResponse(c.ctx, nil)
	if err != nil || actors.JSON200 == nil {
		return fmt.Errorf("listActors: %w", err)
	}
	positions, err := c.ListActorPositionsWithResponse(c.ctx, "isis", nil)
	if err != nil || positions.JSON200 == nil {
		return fmt.Errorf("listActorPositions: %w", err)
	}
	proposition, err := c.GetPropositionWithResponse(c.ctx, "key")
	if err != nil || proposition.JSON200 == nil {
		return fmt.Errorf("getProposition: %w", err)
	}
	parties := &claimline.ListPositionsParams{Party: []string{"isis"}}
	sides, err := c.ListPositionsWithResponse(c.ctx, parties)
	if err != nil || sides.JSON200 == nil {
		return fmt.Errorf("listPositions: %w", err)
	}
	disputes, err := c.ListDisputesWithResponse(c.ctx, nil)
	if err != nil || disputes.JSON200 == nil {
		return fmt.Errorf("listDisputes: %w", err)
	}
	dispute, err := c.GetDisputeWithResponse(c.ctx, "key", nil)
	if err != nil || dispute.JSON200 == nil {
		return fmt.Errorf("getDispute: %w", err)
	}
	sources, err := c.ListSourcesWithResponse(c.ctx, nil)
	if err != nil || sources.JSON200 == nil {
		return fmt.Errorf("listSources: %w", err)
	}
	verification, err := c.VerifySourceWithTextBodyWithResponse(c.ctx, "source", "text")
	if err != nil || verification.JSON200 == nil {
		return fmt.Errorf("verifySource: %w", err)
	}
	wanted := claimline.QuotesToLocate{Text: "text", Quotes: []string{"text"}}
	located, err := c.LocateQuotesWithResponse(c.ctx, "source", wanted)
	if err != nil || located.JSON200 == nil {
		return fmt.Errorf("locateQuotes: %w", err)
	}
	timeline, err := c.GetTimelineWithResponse(c.ctx, nil)
	if err != nil || timeline.JSON200 == nil {
		return fmt.Errorf("getTimeline: %w", err)
	}
	places, err := c.GetPlacesWithResponse(c.ctx, nil)
	if err != nil || places.JSON200 == nil {
		return fmt.Errorf("getPlaces: %w", err)
	}
	vocabulary, err := c.GetVocabularyWithResponse(c.ctx)
	if err != nil || vocabulary.JSON200 == nil {
		return fmt.Errorf("getVocabulary: %w", err)
	}
	datasets, err := c.ListDatasetsWithResponse(c.ctx, nil)
	if err != nil || datasets.JSON200 == nil {
		return fmt.Errorf("listDatasets: %w", err)
	}
	health, err := c.CheckHealthWithResponse(c.ctx)
	if err != nil || health.JSON200 == nil {
		return fmt.Errorf("checkHealth: %w", err)
	}
	return nil
}
