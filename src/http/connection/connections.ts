import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Keeps the open connections of a server and the latest response on each. */
export class Connections {
  readonly #latest = new Map<Socket, ServerResponse<IncomingMessage> | undefined>();
  #isDraining = false;

  opened(socket: Socket): void {
    this.#latest.set(socket, undefined);
    socket.once('close', () => this.#latest.delete(socket));
  }

  /** Records the start of an exchange. While the server stops, the response closes the connection (RFC 9112 §9.6). */
  begin(request: IncomingMessage, response: ServerResponse<IncomingMessage>): void {
    this.#latest.set(request.socket, response);
    if (this.#isDraining) response.shouldKeepAlive = false;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Closes each connection with its next response. */
  drain(): void {
    this.#isDraining = true;
    for (const response of this.#latest.values())
      if (response !== undefined) response.shouldKeepAlive = false;
  }

  /** Closes the connections that never sent an octet. Node counts them as busy with their first request. */
  closeSilent(): void {
    for (const socket of this.#latest.keys()) if (socket.bytesRead === 0) socket.destroy();
  }

  /** Tells if a response can be written to the socket without mixing with another response. */
  canAnswer(socket: Socket): boolean {
    const response = this.#latest.get(socket);
    if (response === undefined || !response.headersSent) return true;
    return response.writableEnded && response.req.complete;
  }
}
