import { z } from 'zod';
import { locateInSource, verifySource } from '../../actions/verify.ts';
import { ClaimlineError } from '../../domain/errors.ts';
import { claimFilters } from '../../domain/filters/claim.ts';
import { sourceFilters } from '../../domain/filters/source.ts';
import { limits } from '../../domain/limits.ts';
import { idOf } from '../../domain/primitives.ts';
import { Source } from '../../domain/source.ts';
import { QuotesToLocate, SourceLocators } from '../../domain/source-locators.ts';
import { SourceVerification } from '../../domain/verification.ts';
import { jsonBodyOf } from '../request/json-body.ts';
import { defineRoute, type Route } from '../route.ts';
import { filterParameters } from '../schemas/filter-parameters.ts';
import { ClaimPage, SourcePage } from '../schemas/pages.ts';
import { count, include, pageParameters, timeSort, windowSort } from '../schemas/parameters.ts';
import { conditionsOf } from './conditions.ts';
import {
  claimPage,
  countedPage,
  queryErrors,
  type RouteContext,
  recordResponse,
  requireRecord,
  storeErrors,
} from './responses.ts';
import { zonedConditions } from './window-zone.ts';

/** The routes of sources, and the check of evidence against the text of a source. */

const sourceId = z.strictObject({ sourceId: idOf('the source') });

export function sourceRoutes(context: RouteContext): Route[] {
  return [
    listSources(context),
    getSource(context),
    listSourceClaims(context),
    verifySourceText(context),
    locateQuotes(context),
  ];
}

const listSources = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/sources',
    operationId: 'listSources',
    tag: 'Sources',
    summary: 'List sources',
    description: 'Lists sources by date of publication. A source must match all filters.',
    query: z.strictObject({
      ...filterParameters(sourceFilters),
      sort: timeSort,
      count,
      ...pageParameters,
    }),
    response: { schema: SourcePage, description: 'A page of sources.', list: true },
    errors: [...queryErrors, 'invalid_cursor'],
    handle: ({ url, query }) => {
      const filter = conditionsOf(sourceFilters, query);
      const conditions = { ...filter, sort: query.sort ?? 'time' };
      return countedPage(context, { url, query }, { kind: 'source', query: filter }, (page) =>
        context.store.listSources(conditions, page),
      );
    },
  });

const getSource = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/sources/{sourceId}',
    operationId: 'getSource',
    tag: 'Sources',
    summary: 'Get one source',
    description: 'Returns one source without its text, which is never stored.',
    params: sourceId,
    response: { schema: Source, description: 'The source.' },
    errors: [...storeErrors, 'not_found'],
    handle: ({ params }) => recordResponse(context, 'source', params.sourceId),
  });

const listSourceClaims = (context: RouteContext) =>
  defineRoute({
    method: 'GET',
    path: '/v1/sources/{sourceId}/claims',
    operationId: 'listSourceClaims',
    tag: 'Sources',
    summary: 'List claims of a source',
    description:
      'Lists the claims with one source in their evidence or attribution chain, ordered by when they were made.',
    params: sourceId,
    query: z.strictObject({
      ...filterParameters(claimFilters, 'sourceId'),
      sort: windowSort,
      include,
      count,
      ...pageParameters,
    }),
    response: { schema: ClaimPage, description: 'A page of claims.', list: true },
    errors: [...queryErrors, 'not_found', 'invalid_cursor'],
    handle: async ({ url, params, query }) => {
      await requireRecord(context.store, 'source', params.sourceId);
      const filter = await zonedConditions(context.store, claimFilters, query, {
        sourceId: [params.sourceId],
      });
      return claimPage(context, { url, query }, filter);
    },
  });

const verifySourceText = ({ store }: RouteContext) =>
  defineRoute({
    method: 'POST',
    path: '/v1/sources/{sourceId}/verification',
    operationId: 'verifySource',
    tag: 'Sources',
    summary: 'Check evidence against a copy of the text',
    description:
      'Checks every quoted passage of a source against the text in the request body. The response reports each passage ' +
      'as found at its recorded position, found elsewhere, ambiguous or missing. Line ends, a byte order mark, the ' +
      'Unicode form, spaces and quotation marks may differ: `normalization` names such differences. Evidence ' +
      'without a place in the text is listed apart and not checked. The text is not stored.',
    params: sourceId,
    requestBody: {
      contentType: 'text/plain',
      description: 'The whole text of the source in UTF-8, or in UTF-16 with a byte order mark.',
      maxBytes: limits.verificationTextMaxBytes,
      example: 'The whole text of the source.',
    },
    response: { schema: SourceVerification, description: 'The result for every passage.' },
    errors: [...queryErrors, 'not_found', 'deadline_exceeded'],
    handle: async ({ params, body }) => {
      requireBody(body, 'send the text of the source');
      const deadlineMs = limits.verificationDeadlineMs;
      return { body: await verifySource(store, params.sourceId, Buffer.from(body), deadlineMs) };
    },
  });

const locateQuotes = ({ store }: RouteContext) =>
  defineRoute({
    method: 'POST',
    path: '/v1/sources/{sourceId}/locators',
    operationId: 'locateQuotes',
    tag: 'Sources',
    summary: 'Write evidence for quotes',
    description:
      'Finds quotes in the text of a source and returns the locator of each, as it is written in the evidence of a claim. ' +
      'Spaces, line ends, the Unicode form and quotation marks of a quote may be of other kinds than those of the text. A ' +
      'quote that stands at several places is ambiguous: the response lists them. `sameContent` is false if the text is ' +
      'not the one whose hash the source has. Nothing is stored.',
    params: sourceId,
    requestBody: {
      contentType: 'application/json',
      description: 'The text of the source and the quotes.',
      maxBytes: limits.verificationTextMaxBytes,
      schema: QuotesToLocate,
    },
    response: { schema: SourceLocators, description: 'The locator of every quote.' },
    errors: [...queryErrors, 'not_found', 'deadline_exceeded'],
    handle: async ({ params, body }) => {
      requireBody(body, 'send the text of the source and the quotes, as JSON');
      const { text, quotes } = jsonBodyOf(QuotesToLocate, body);
      const deadlineMs = limits.verificationDeadlineMs;
      return { body: await locateInSource(store, params.sourceId, Buffer.from(text), quotes, deadlineMs) };
    },
  });

function requireBody(body: string, advice: string): void {
  if (body !== '') return;
  throw new ClaimlineError('invalid_parameter', `The request has no body: ${advice}.`);
}
