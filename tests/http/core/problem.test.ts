import { expect, it } from 'vitest';
import { ClaimlineError, errorCodes } from '../../../src/domain/errors.ts';
import {
  HttpProblem,
  isProblemCode,
  Problem,
  problemCodes,
  problemKinds,
  problemResponse,
} from '../../../src/http/problem.ts';

it('documents every code once', () => {
  expect(new Set(problemCodes).size).toBe(problemCodes.length);
  for (const code of Object.keys(errorCodes)) expect(problemCodes).toContain(code);
  const descriptions = problemCodes.map((code) => problemKinds[code].description);
  const titles = problemCodes.map((code) => problemKinds[code].title);
  expect(new Set(descriptions).size).toBe(problemCodes.length);
  expect(new Set(titles).size).toBe(problemCodes.length);
  for (const [index, code] of problemCodes.entries()) {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(descriptions[index]).toMatch(/^[A-Z].*\.$/);
    expect(problemKinds[code].status).toBeGreaterThanOrEqual(400);
  }
});

it('knows codes from other texts', () => {
  expect(isProblemCode('not_found')).toBe(true);
  for (const text of ['constructor', 'toString', '']) expect(isProblemCode(text)).toBe(false);
});

it('renders every code as a problem', () => {
  for (const code of problemCodes) {
    const { status, headers, body } = problemResponse(new HttpProblem(code, 'A detail.'), 'id');
    const problem = Problem.strict().parse(JSON.parse(body));
    expect(problem).toMatchObject({ status, code, instance: 'urn:uuid:id', type: `/problems/${code}` });
    expect(headers['content-type']).toBe('application/problem+json');
  }
});

it('keeps faults of the client and hides causes of the server', () => {
  const fault = { pointer: '/id', detail: 'id is missing.', code: 'missing' };
  const told = JSON.parse(problemResponse(new ClaimlineError('invalid_record', 'No.', [fault]), 'id').body);
  expect(told).toMatchObject({ status: 422, detail: 'No.', errors: [fault] });
  const hidden = problemResponse(new ClaimlineError('store_unusable', '/secret/path', [fault]), 'id').body;
  expect(hidden).not.toContain('secret');
  expect(hidden).not.toContain('missing');
  for (const thrown of ['text', null, undefined, 7, { message: 'secret' }]) {
    expect(problemResponse(thrown, 'id').body).toContain('"code":"internal"');
  }
});
