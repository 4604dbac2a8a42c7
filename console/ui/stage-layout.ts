/** What is drawn at a place of the graph: a stage, by its index, with whether no line comes from above or goes on below, or a line that passes; `back`: up to the stage above it. */
export type Place = { stage: number; first: boolean; last: boolean } | { line: "on" | "back" };

/** Which ways lead from the middle of a place between two rows. */
export interface Joint {
  up: boolean;
  down: boolean;
  left: boolean;
  right: boolean;
}

export interface Layout {
  /** Columns of stages, then those of lines alone. */
  wide: number;
  narrow: number;
  /** By row and column; undefined where nothing is. */
  rows: (Place | undefined)[][];
  /** Between a row and the next one, by column; undefined where all lines go straight on. */
  joints: (Joint[] | undefined)[];
  /** Stages that no way on leads to. */
  aside: number[];
}

interface Vertex {
  name: string;
  after: readonly string[];
}

/** From a row to one below it; one that leads back is kept upside down. */
interface Edge {
  from: number;
  to: number;
  back: boolean;
}

/** In the order of the stages: a way on leads to a later one, any other back. */
const edgesOf = (stages: readonly Vertex[], aside: ReadonlySet<number>): Edge[] => {
  const indexOf = new Map(stages.map(({ name }, i) => [name, i]));
  return stages.flatMap(({ after }, to) =>
    after.flatMap((name): Edge[] => {
      const from = indexOf.get(name);
      if (from === undefined || from === to || aside.has(from)) return [];
      return [from < to ? { from, to, back: false } : { from: to, to: from, back: true }];
    }),
  );
};

/** Each stage below all that lead to it; those that lead nowhere in the last row. */
const ranksOf = (count: number, edges: readonly Edge[], aside: ReadonlySet<number>): number[] => {
  const ranks = Array.from({ length: count }, () => 0);
  for (let to = 0; to < count; to++)
    for (const edge of edges)
      if (edge.to === to && !edge.back) ranks[to] = Math.max(ranks[to] ?? 0, (ranks[edge.from] ?? 0) + 1);
  const leads = new Set(edges.map(({ from, to, back }) => (back ? to : from)));
  const isLast = (i: number): boolean => !leads.has(i) && !aside.has(i);
  const deepest = Math.max(0, ...ranks.filter((_, i) => !isLast(i))) + 1;
  return ranks.map((rank, i) => (isLast(i) && count > 1 ? Math.max(rank, deepest) : rank));
};

const firstFree = (taken: ReadonlySet<number>, from = 0): number => {
  let column = from;
  while (taken.has(column)) column++;
  return column;
};

/** The graph with a row for each stage. */
interface Graph {
  edges: readonly Edge[];
  /** Rows of stages, by index; those aside have none. */
  ranks: readonly (number | undefined)[];
  depth: number;
}

const graphOf = (stages: readonly Vertex[], aside: ReadonlySet<number>): Graph => {
  const edges = edgesOf(stages, aside);
  const ranks = ranksOf(stages.length, edges, aside).map((rank, i) => (aside.has(i) ? undefined : rank));
  return { edges, ranks, depth: Math.max(-1, ...ranks.map((rank) => rank ?? -1)) + 1 };
};

const rankOf = ({ ranks }: Graph, i: number): number => ranks[i] ?? 0;
const stagesAt = ({ ranks }: Graph, row: number): number[] => ranks.flatMap((rank, i) => (rank === row ? [i] : []));
const passing = (graph: Graph, row: number): Edge[] =>
  graph.edges.filter(({ from, to }) => rankOf(graph, from) < row && row < rankOf(graph, to));

/** Columns of stages, by index, and of the lines that pass. */
interface Columns {
  stages: number[];
  lines: Map<Edge, number>;
}

const widthOf = ({ stages }: Columns): number => Math.max(0, ...stages.filter((column) => column !== undefined)) + 1;

/** Lines that have no place below their stage stand beside all that they lead past. What leads back stands next to that. */
const besides = (graph: Graph, { stages, lines }: Columns): Columns => {
  const placed = new Map(lines);
  const left = graph.edges.filter((edge) => rankOf(graph, edge.to) - rankOf(graph, edge.from) > 1 && !lines.has(edge));
  for (const edge of left.toSorted((a, b) => Number(b.back) - Number(a.back))) {
    const rows = [...Array(graph.depth).keys()].filter((row) => passing(graph, row).includes(edge));
    const taken = new Set(
      rows.flatMap((row) => [
        ...stagesAt(graph, row).map((i) => stages[i] ?? 0),
        ...passing(graph, row).flatMap((other) => placed.get(other) ?? []),
      ]),
    );
    placed.set(edge, firstFree(taken, stages[edge.from]));
  }
  return { stages, lines: placed };
};

/** A stage stands below the one before it, or beside what stands there already. */
const columnsOf = (graph: Graph): Columns => {
  const columns: Columns = { stages: [], lines: new Map() };
  for (let row = 0; row < graph.depth; row++) {
    const lines = passing(graph, row);
    const taken = new Set(lines.flatMap((edge) => columns.lines.get(edge) ?? []));
    for (const i of stagesAt(graph, row)) {
      const before = graph.edges.find(({ from, to, back }) => to === i && !back && rankOf(graph, from) === row - 1);
      const column = firstFree(taken, before ? columns.stages[before.from] : 0);
      columns.stages[i] = column;
      taken.add(column);
    }
    for (const edge of lines) {
      const below = columns.stages[edge.from] ?? 0;
      if (rankOf(graph, edge.from) !== row - 1 || taken.has(below)) continue;
      columns.lines.set(edge, below);
      taken.add(below);
    }
  }
  return besides(graph, columns);
};

/** @param ways from which column to which */
const jointOf = (ways: readonly (readonly [number, number])[], column: number): Joint => {
  const over = (at: number): boolean => ways.some(([a, b]) => Math.min(a, b) <= at && at < Math.max(a, b));
  return {
    ...{ up: ways.some(([from]) => from === column), down: ways.some(([, to]) => to === column) },
    ...{ left: over(column - 1), right: over(column) },
  };
};

/**
 * Where the stages of a workflow are drawn: one row below the other, branches beside each other, and a line past what may be left out.
 * @param stages in the order of their list, each with the names of those that lead to it
 */
export const layoutOf = (stages: readonly Vertex[]): Layout => {
  const aside = new Set(stages.flatMap(({ after }, i) => (i > 0 && after.length === 0 ? [i] : [])));
  const graph = graphOf(stages, aside);
  const columns = columnsOf(graph);
  const wide = widthOf(columns);
  const narrow = Math.max(wide, ...[...columns.lines.values()].map((column) => column + 1)) - wide;
  const all = [...Array(wide + narrow).keys()];
  const ofLine = (edge: Edge): number => columns.lines.get(edge) ?? 0;
  const ofStage = (i: number): number => columns.stages[i] ?? 0;
  const rows = [...Array(graph.depth).keys()].map((row) => {
    const places: (Place | undefined)[] = all.map(() => undefined);
    for (const edge of passing(graph, row)) {
      const arrives = edge.back && rankOf(graph, edge.from) === row - 1;
      places[ofLine(edge)] = { line: arrives ? "back" : "on" };
    }
    for (const i of stagesAt(graph, row)) {
      const first = !graph.edges.some(({ to }) => to === i);
      places[ofStage(i)] = { stage: i, first, last: !graph.edges.some(({ from }) => from === i) };
    }
    return places;
  });
  const joints = rows.slice(1).map((_, above) => {
    const crossing = graph.edges.filter(({ from, to }) => rankOf(graph, from) <= above && above < rankOf(graph, to));
    const ways = crossing.map((edge) => {
      const from = rankOf(graph, edge.from) === above ? ofStage(edge.from) : ofLine(edge);
      return [from, rankOf(graph, edge.to) === above + 1 ? ofStage(edge.to) : ofLine(edge)] as const;
    });
    return ways.every(([from, to]) => from === to) ? undefined : all.map((column) => jointOf(ways, column));
  });
  return { wide, narrow, rows, joints, aside: [...aside] };
};
