import { brush, type D3BrushEvent } from 'd3-brush';
import { geoEquirectangular, geoPath } from 'd3-geo';
import { select } from 'd3-selection';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { World } from '../parts/world.tsx';
import { type Box, crosses } from './box.ts';

/** A map on which an area can be drawn, moved and resized. */

const width = 360;
const height = 180;

export type AreaMapProps = { box: Box | undefined; frame: Box; onBox: (box: Box) => void };

export function AreaMap({ box, frame, onBox }: AreaMapProps) {
  const group = useRef<SVGGElement>(null);
  const latest = useRef({ frame, onBox, show: () => {} });
  const behaviour = useMemo(
    () =>
      brush()
        .extent([
          [0, 0],
          [width, height],
        ])
        .on('end', ({ sourceEvent, selection }: D3BrushEvent<unknown>) => {
          if (!sourceEvent) return;
          // A click without a drag keeps the area.
          if (selection === null) latest.current.show();
          else latest.current.onBox(boxAt(selection as Corners, latest.current.frame));
        }),
    [],
  );
  const show = () => {
    const node = group.current;
    if (node === null) return;
    select(node).call(behaviour.move, box === undefined || crosses(box) ? null : cornersOf(box, frame));
  };
  latest.current = { frame, onBox, show };
  useEffect(() => {
    if (group.current !== null) select(group.current).call(behaviour);
  }, []);
  const key = JSON.stringify([box, frame]);
  useEffect(show, [key]);
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <Background frame={frame} />
      {box !== undefined && crosses(box) && <Across box={box} frame={frame} />}
      <g ref={group} />
    </svg>
  );
}

function Background({ frame }: { frame: Box }) {
  const path = geoPath(
    geoEquirectangular()
      .center([(frame.west + frame.east) / 2, (frame.south + frame.north) / 2])
      .scale((width / (frame.east - frame.west)) * (180 / Math.PI))
      .translate([width / 2, height / 2])
      .clipExtent([
        [0, 0],
        [width, height],
      ]),
  );
  return <World path={path} width={width} height={height} />;
}

/** A box across the antimeridian, drawn as two parts, one on each side of the map. */
function Across({ box, frame }: { box: Box; frame: Box }) {
  const parts = [
    { ...box, east: 180 },
    { ...box, west: -180 },
  ];
  return (
    <>
      {parts.map((part) => {
        const [[left, top], [right, bottom]] = cornersOf(part, frame);
        return <rect key={left} class="across" x={left} y={top} width={right - left} height={bottom - top} />;
      })}
    </>
  );
}

type Corners = [[number, number], [number, number]];

function cornersOf({ west, south, east, north }: Box, frame: Box): Corners {
  const x = (longitude: number) => ((longitude - frame.west) / (frame.east - frame.west)) * width;
  const y = (latitude: number) => ((frame.north - latitude) / (frame.north - frame.south)) * height;
  return [
    [x(west), y(north)],
    [x(east), y(south)],
  ];
}

/** Returns the box between two corners in pixels, to as many digits as the map can show. */
function boxAt([[left, top], [right, bottom]]: Corners, frame: Box): Box {
  const step = (frame.east - frame.west) / width;
  const unit = 10 ** Math.max(0, Math.ceil(-Math.log10(step)));
  const round = (value: number) => Math.round(value * unit) / unit;
  const longitude = (x: number) => round(frame.west + x * step);
  const latitude = (y: number) => round(frame.north - y * step);
  return { west: longitude(left), south: latitude(bottom), east: longitude(right), north: latitude(top) };
}
