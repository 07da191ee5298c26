import { median, rounded } from '../harness/stats.ts';

/** Sums up the requests of every shape: families, and the worst. */

export type AskedShape = {
  family: string;
  path: string;
  /** The highest of its answers. */
  status: number;
  wallMs: number;
  /** Of all processes of the server. */
  cpuMs: number;
  /** Of the server's event loop alone. */
  loopMs: number;
};

type ShapeFamily = {
  family: string;
  shapes: number;
  /** Number of requests that were stopped for taking too long (503). */
  stopped: number;
  medianCpuMs: number;
  worstCpuMs: number;
  medianLoopMs: number;
  worstLoopMs: number;
  medianWallMs: number;
  worstWallMs: number;
};

export type Shapes = {
  families: ShapeFamily[];
  /** The requests that took most CPU time, and those that took most time of the event loop. */
  worst: AskedShape[];
  worstOfLoop: AskedShape[];
  /** Number of requests that were refused otherwise, and are not counted. */
  refused: number;
};

export function shapesFound(all: readonly AskedShape[]): Shapes {
  const answered = all.filter(({ status }) => status === 200 || status === 503);
  const families = [...Map.groupBy(answered, ({ family }) => family)].map(([family, shapes]) => ({
    family,
    shapes: shapes.length,
    stopped: shapes.filter(({ status }) => status === 503).length,
    ...spread('Cpu', shapes, ({ cpuMs }) => cpuMs),
    ...spread('Loop', shapes, ({ loopMs }) => loopMs),
    ...spread('Wall', shapes, ({ wallMs }) => wallMs),
  }));
  return {
    families,
    worst: most(answered, ({ cpuMs }) => cpuMs),
    worstOfLoop: most(answered, ({ loopMs }) => loopMs).slice(0, 3),
    refused: all.length - answered.length,
  };
}

function spread<Of extends 'Cpu' | 'Loop' | 'Wall'>(
  of: Of,
  shapes: readonly AskedShape[],
  value: (shape: AskedShape) => number,
) {
  const values = shapes.map(value);
  // The names are those of the template.
  return {
    [`median${of}Ms`]: rounded(median(values)),
    [`worst${of}Ms`]: rounded(Math.max(...values)),
  } as Record<`${'median' | 'worst'}${Of}Ms`, number>;
}

const most = (shapes: readonly AskedShape[], value: (shape: AskedShape) => number) =>
  shapes.toSorted((one, other) => value(other) - value(one)).slice(0, 10);
