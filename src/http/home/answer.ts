import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as immediate } from 'node:timers/promises';
import FindMyWay from 'find-my-way';
import { ClaimlineError } from '../../domain/errors.ts';
import { describeProblem, HttpProblem } from '../problem.ts';
import { isRendered, type Route, routerPath } from '../route.ts';

/** Answers requests to the API inside the process, for the pages that the server draws. */

/** One page that is being drawn. */
export type PageCalls = {
  /** Id of the request for the page. */
  requestId: string;
  signal: AbortSignal;
  /** Called with each error that an operation throws. */
  onFailure: (error: unknown) => void;
};

type Answer = (request: Request) => Promise<Response>;

/** Most requests to the API that one page may make. The same URL is asked for once. */
const requestsMax = 250;

const pages = new AsyncLocalStorage<Answer>();

/** Answers a request for the page within whose `answering` it is called. */
export const fetchWithin: Answer = (request) => {
  const answer = pages.getStore();
  if (answer === undefined) throw new Error('No page is being drawn.');
  return answer(request);
};

/** Returns a function that draws a page, and answers its GET requests by the operations themselves. */
export function answeringBy(routes: readonly Route[]) {
  const router = FindMyWay();
  const gets = routes.filter(({ method }) => method === 'GET');
  for (const route of gets) router.on('GET', routerPath(route.path), () => undefined, route);
  return <T>(page: PageCalls, draw: () => Promise<T>): Promise<T> => {
    const responses = new Map<string, Promise<Response>>();
    const answer: Answer = async ({ url }) => {
      const response = responses.get(url) ?? responseTo(router, url, page, responses.size >= requestsMax);
      responses.set(url, response);
      return (await response).clone();
    };
    return pages.run(answer, draw);
  };
}

async function responseTo(
  router: FindMyWay.Instance<FindMyWay.HTTPVersion.V1>,
  url: string,
  { requestId, signal, onFailure }: PageCalls,
  isOneTooMany: boolean,
): Promise<Response> {
  try {
    // Every round of drawing asks for something. Other requests have their turn before the next one.
    await immediate();
    if (signal.aborted)
      throw new ClaimlineError('deadline_exceeded', 'The page took longer than the time limit.');
    if (isOneTooMany)
      throw new HttpProblem('overloaded', 'The page asks for more than the server draws at once.');
    const { pathname, search } = new URL(url);
    const found = router.find('GET', pathname);
    const route: Route | undefined = found?.store;
    if (found === null || route === undefined) {
      throw new ClaimlineError('not_found', `The path ${pathname} does not exist.`);
    }
    const handle = route.parse({
      pathValues: new Map(Object.entries(found.params).map(([name, value]) => [name, [String(value)]])),
      search: search.slice(1),
      body: '',
      url: pathname + search,
      signal: () => signal,
    });
    const { body } = await handle();
    const text = isRendered(body) ? body.toString() : JSON.stringify(body);
    return new Response(text, { headers: { 'content-type': 'application/json' } });
  } catch (error) {
    onFailure(error);
    const problem = describeProblem(error, requestId);
    return new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json' },
    });
  }
}
