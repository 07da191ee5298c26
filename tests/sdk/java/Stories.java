import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimline.ApiClient;
import org.claimline.ApiException;
import org.claimline.api.ActorsApi;
import org.claimline.api.EventsApi;
import org.claimline.api.PropositionsApi;
import org.claimline.model.Claim;
import org.claimline.model.Event;
import org.claimline.model.EventPage;
import org.claimline.model.EventReference;
import org.claimline.model.PositionHolder;
import org.claimline.model.Problem;
import org.claimline.model.ProblemFault;
import org.claimline.model.Proposition;
import org.claimline.model.TimeMatch;

/** The three stories of the README and a refused request, by the Java client; prints one line of JSON. */
final class Stories {
  private static final Gson json = new GsonBuilder().serializeNulls().create();
  private final ApiClient client;

  private Stories(String url) {
    client = new ApiClient().setBasePath(url);
  }

  /** Events by date: every page of two, each with its own events. */
  private List<List<Event>> events() throws ApiException {
    List<List<Event>> pages = new ArrayList<>();
    var request =
        new EventsApi(client).listEvents().from("2024-03-22").to("2024-03-23").match(TimeMatch.POSSIBLE).limit(2);
    String cursor = null;
    do {
      EventPage page = request.cursor(cursor).execute();
      pages.add(page.getData());
      cursor = page.getPage().getNextCursor();
    } while (cursor != null);
    return pages;
  }

  /** What an actor and everybody on its side claims. */
  private List<Claim> claims() throws ApiException {
    return new ActorsApi(client).listActorClaims("isis").includeAffiliates(true).execute().getData();
  }

  /** What is contested about an actor, with every position on it and what opposes it. */
  private Proposition contested() throws ApiException {
    var api = new PropositionsApi(client);
    var page = api.listPropositions().contested(true).actorId(List.of("ukraine")).execute();
    return api.getProposition(page.getData().get(0).getKey()).execute();
  }

  /** A page that is too long: refused with problem details. */
  private Problem refused() throws ApiException {
    try {
      new EventsApi(client).listEvents().limit(1000).execute();
    } catch (ApiException error) {
      if (error.getErrorObject() != null) return error.getErrorObject();
      throw error;
    }
    throw new IllegalStateException("a limit of 1000 was taken");
  }

  private static Map<String, Object> described(PositionHolder holder) {
    var evidence =
        holder.getClaims().stream()
            .flatMap(claim -> claim.getEvidence().stream())
            .map(passage -> Arrays.asList(passage.getSourceId(), passage.getStart(), passage.getEnd()))
            .toList();
    var since = holder.getSince() == null ? null : holder.getSince().getEdtf();
    return members("actorId", holder.getActorId(), "since", since, "evidence", evidence);
  }

  private static Map<String, Object> described(Proposition proposition) {
    var positions =
        proposition.getPositions().stream()
            .map(
                position ->
                    members(
                        "polarity", position.getPolarity(),
                        "holders", position.getHolders().stream().map(Stories::described).toList()))
            .toList();
    var opposed = proposition.getOpposed().stream().map(other -> List.of(other.getKey(), other.getReason())).toList();
    var event = proposition.getObject().getActualInstance() instanceof EventReference it ? it.getId() : null;
    return members("key", proposition.getKey(), "event", event, "positions", positions, "opposed", opposed);
  }

  /** Names and values in turn; a value may be null, which Map.of does not take. */
  private static Map<String, Object> members(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    return map;
  }

  private String told() throws ApiException {
    var pages = events();
    var problem = refused();
    return json.toJson(
        members(
            "events", pages.stream().flatMap(List::stream).map(Event::getId).toList(),
            "pages", pages.size(),
            "claims", claims().stream().map(Claim::getId).toList(),
            "proposition", described(contested()),
            "problem",
                members(
                    "status", problem.getStatus(),
                    "code", problem.getCode(),
                    "parameters", problem.getErrors().stream().map(ProblemFault::getParameter).toList())));
  }

  public static void main(String[] arguments) throws ApiException {
    var stories = new Stories(arguments[0]);
    System.out.println(stories.told());
    // Idle connections would keep the program alive for a minute.
    stories.client.getHttpClient().dispatcher().executorService().shutdown();
    stories.client.getHttpClient().connectionPool().evictAll();
  }
}
