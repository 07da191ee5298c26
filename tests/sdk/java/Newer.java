import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.claimline.ApiClient;
import org.claimline.ApiException;
import org.claimline.api.ActorsApi;
import org.claimline.api.ClaimsApi;
import org.claimline.api.DatasetsApi;
import org.claimline.api.DisputesApi;
import org.claimline.api.EventsApi;
import org.claimline.api.HealthApi;
import org.claimline.api.PropositionsApi;
import org.claimline.api.SearchApi;
import org.claimline.api.SourcesApi;
import org.claimline.api.VocabularyApi;
import org.claimline.model.QuotesToLocate;
import org.claimline.model.SearchHit;

/** Reads the answers of a server that is newer than the Java client; prints one line of JSON. */
final class Newer {
  private static String refused(ApiClient client) throws ApiException {
    try {
      new EventsApi(client).listEvents().limit(1000).execute();
    } catch (ApiException error) {
      if (error.getErrorObject() != null) return error.getErrorObject().getCode().getValue();
      throw error;
    }
    throw new IllegalStateException("a limit of 1000 was taken");
  }

  public static void main(String[] arguments) throws ApiException {
    var client = new ApiClient().setBasePath(arguments[0]);
    var claims = new ClaimsApi(client).listClaims().execute().getData();
    var hits = new SearchApi(client).searchRecords("hall").execute().getData();
    new EventsApi(client).listEvents().execute();
    new ActorsApi(client).listActors().execute();
    new ActorsApi(client).listActorPositions("isis").execute();
    var proposition = new PropositionsApi(client).getProposition("key").execute();
    // An unknown kind is written again as it was read.
    proposition.toJson();
    new PropositionsApi(client).listPositions(List.of("isis")).execute();
    new DisputesApi(client).listDisputes().execute();
    new DisputesApi(client).getDispute("key").execute();
    new SourcesApi(client).listSources().execute();
    new SourcesApi(client).verifySource("source", "text").execute();
    var wanted = new QuotesToLocate().text("text").addQuotesItem("text");
    new SourcesApi(client).locateQuotes("source", wanted).execute();
    new EventsApi(client).getTimeline().execute();
    new EventsApi(client).getPlaces().execute();
    new VocabularyApi(client).getVocabulary().execute();
    new DatasetsApi(client).listDatasets().execute();
    new HealthApi(client).checkHealth().execute();
    var unknown = hits.stream().map(SearchHit::getActualInstance).filter(JsonObject.class::isInstance).count();
    var counts = Map.of("known", hits.size() - unknown, "unknown", unknown);
    var act = claims.get(0).getAct().getValue();
    System.out.println(new Gson().toJson(Map.of("act", act, "code", refused(client), "hits", counts)));
    // Idle connections would keep the program alive for a minute.
    client.getHttpClient().dispatcher().executorService().shutdown();
    client.getHttpClient().connectionPool().evictAll();
  }
}
