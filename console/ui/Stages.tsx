import { type ReactNode, useMemo } from "react";
import type { Operation, OperationStage } from "../api/types.ts";
import { texts } from "../texts.ts";
import { isBack, Stage } from "./Stage.tsx";
import { type Joint, type Layout, layoutOf } from "./stage-layout.ts";
import { useNow } from "./use-now.ts";

const { operation: words } = texts;

const whyOf = ({ name }: OperationStage, error: Operation["error"]): string | undefined =>
  error?.stage === name ? `${error.message} (${error.code})` : undefined;

const ways = ({ up, down, left, right }: Joint): string =>
  Object.entries({ up, down, left, right })
    .filter(([, is]) => is)
    .map(([way]) => way)
    .join(" ");

/** What connects the stages, for those who see it: the order of the list says it to others. */
const Lines = ({ layout: { rows, joints } }: { layout: Layout }) => (
  <>
    {rows.flatMap((places, row) =>
      places.map((place, column) =>
        place && "line" in place ? (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
            key={`${row}/${column}`}
            className="kw-line-on"
            data-line={place.line}
            style={{ gridRow: 2 * row + 1, gridColumn: column + 1 }}
          />
        ) : null,
      ),
    )}
    {joints.flatMap((places, row) =>
      (places ?? []).map((joint, column) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a joint is what stands at its place
          key={`${row}-${column}`}
          className="kw-joint"
          data-ways={ways(joint)}
          style={{ gridRow: 2 * row + 2, gridColumn: column + 1 }}
        />
      )),
    )}
  </>
);

interface Props {
  operation: Operation;
  /** What a stage consists of, where that is not one thing. */
  parts: (stage: OperationStage) => ReactNode;
}

const Graph = ({ operation: { stages, error }, layout, parts, now }: Props & { layout: Layout; now: number }) => {
  const { rows, wide, narrow } = layout;
  const columns = `repeat(${wide}, minmax(var(--kw-stage-least), 1fr)) repeat(${narrow}, 28px)`;
  const drawn = rows.flatMap((places, row) =>
    places.flatMap((place, column) => {
      const stage = place && "stage" in place ? stages[place.stage] : undefined;
      if (!stage || !place || !("stage" in place)) return [];
      const { first, last } = place;
      return [{ stage, ends: first ? "first" : last ? "last" : undefined, row, column }];
    }),
  );
  return (
    // What is wider than its place is moved by keys, too.
    <section
      className="kw-graph"
      data-branches={wide > 1}
      style={{ gridTemplateColumns: columns }}
      aria-label={words.graph}
      tabIndex={wide > 1 ? 0 : undefined}
    >
      <Lines layout={layout} />
      <ol className="kw-stages" aria-label={words.stages}>
        {drawn.map(({ stage, ends, row, column }) => (
          <li
            key={stage.name}
            className="kw-stage"
            data-status={stage.status}
            data-ends={ends}
            style={{ gridRow: 2 * row + 1, gridColumn: column + 1 }}
          >
            <Stage stage={stage} now={now} why={whyOf(stage, error)}>
              {parts(stage)}
            </Stage>
          </li>
        ))}
      </ol>
    </section>
  );
};

/** What is taken back, in the order in which that is done: the last that was made is the first to go. */
const WayBack = ({ stages, now }: { stages: OperationStage[]; now: number }) => (
  <div className="kw-way-back">
    <h3>{words.wayBack}</h3>
    <ol aria-label={words.wayBack}>
      {stages.map((stage) => (
        <li key={stage.name} className="kw-stage" data-status={stage.status}>
          <Stage stage={stage} now={now} back={isBack(stage)} />
        </li>
      ))}
    </ol>
  </div>
);

/** The way of an operation's workflow as its own graph, as it goes on, with its error where it happened; beside it the way back. */
export const Stages = ({ operation, parts }: Props) => {
  const { stages, endedAt } = operation;
  const now = useNow(endedAt === undefined);
  const graph = stages.map(({ name, after }) => `${name} ${after.join(" ")}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: by its names; the rest of it is new with each look
  const layout = useMemo(() => layoutOf(stages), [graph]);
  const turns = layout.aside.flatMap((i) => stages[i] ?? []).filter(({ status }) => status !== "pending");
  const back = [...stages.filter(isBack).toReversed(), ...turns];
  return (
    <div className="kw-ways">
      <Graph operation={operation} layout={layout} parts={parts} now={now} />
      {back.length > 0 && <WayBack stages={back} now={now} />}
    </div>
  );
};
