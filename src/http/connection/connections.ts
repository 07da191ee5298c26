import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The open connections of a server, and the latest exchange on each. */
export class Connections {
  readonly #latest = new Map<Socket, ServerResponse<IncomingMessage> | undefined>();
  #isDraining = false;

  opened(socket: Socket): void {
    this.#latest.set(socket, undefined);
    socket.once('close', () => this.#latest.delete(socket));
  }

  /** Notes the beginning of an exchange. While the server stops, the connection ends with it (RFC 9112 §9.6). */
  begin(request: IncomingMessage, response: ServerResponse<IncomingMessage>): void {
    this.#latest.set(request.socket, response);
    if (this.#isDraining) response.shouldKeepAlive = false;
  }

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Lets each connection end with its next answer. */
  drain(): void {
    this.#isDraining = true;
    for (const response of this.#latest.values())
      if (response !== undefined) response.shouldKeepAlive = false;
  }

  /** Closes the connections on which nothing has ever been sent: Node counts them as busy with their first request. */
  closeSilent(): void {
    for (const socket of this.#latest.keys()) if (socket.bytesRead === 0) socket.destroy();
  }

  /** Says whether an answer can be written without landing inside, or right behind, another one. */
  canAnswer(socket: Socket): boolean {
    const response = this.#latest.get(socket);
    if (response === undefined || !response.headersSent) return true;
    return response.writableEnded && response.req.complete;
  }
}
