import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server that behaves as the test says: what a client meets besides the real one. */

type Received = { method: string; url: string; headers: IncomingMessage['headers']; body: string };
type Reply = (response: ServerResponse) => void;

export type Peer = { baseUrl: string; received: Received[] };

/** Answers the first request with the first reply, and so on; whatever comes later with the last. */
export async function startPeer(...replies: Reply[]): Promise<Peer> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method = '', url = '', headers } = request;
    received.push({ method, url, headers, body });
    replies[Math.min(received.length, replies.length) - 1]?.(response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** An address where nothing listens any more. */
export async function startAbsentPeer(): Promise<Peer> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return { baseUrl: `http://127.0.0.1:${port}`, received: [] };
}

/** Answers with JSON. */
export const json =
  (value: unknown, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));

/** Refuses with problem details. */
export const problem =
  (status: number, code: string, headers: Record<string, string> = {}): Reply =>
  (response) => {
    const members = { type: `/problems/${code}`, title: code, status, detail: `It is ${code}.`, code };
    response
      .writeHead(status, { 'content-type': 'application/problem+json', ...headers })
      .end(JSON.stringify({ ...members, instance: 'urn:uuid:0', errors: [] }));
  };

/** Answers with a text. */
export const text =
  (status: number, type: string, body: string): Reply =>
  (response) =>
    response.writeHead(status, { 'content-type': type }).end(body);

/** Takes the request and says nothing. */
export const silence: Reply = () => {};

/** Closes the connection without an answer. */
export const hangUp: Reply = (response) => response.destroy();

/** Begins an answer and breaks off in the middle. */
export const breakOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"status":', () => response.destroy());
};
