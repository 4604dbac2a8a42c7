import { type Change, Journal } from "./journal.ts";
import type * as R from "./records.ts";

export type { Change };

interface Noted {
  table: string;
  id: string;
  before: R.Row | undefined;
}

/** The records of one kind, in the order they were made. */
export class Table<Record extends R.Row> {
  readonly name: string;
  private readonly rows = new Map<string, Record>();
  private readonly note: (change: Noted) => void;

  constructor(name: string, note: (change: Noted) => void) {
    this.name = name;
    this.note = note;
  }

  get(id: string): Record | undefined {
    return this.rows.get(id);
  }
  all(): Record[] {
    return [...this.rows.values()];
  }
  where(wanted: (row: Record) => boolean): Record[] {
    return this.all().filter(wanted);
  }
  put(row: Record): Record {
    this.note({ table: this.name, id: row.id, before: this.rows.get(row.id) });
    this.rows.set(row.id, row);
    return row;
  }
  /** Puts the record with these members changed. @throws when there is none: a bug, since callers have looked it up */
  patch(id: string, changed: Partial<Record>): Record {
    const row = this.rows.get(id);
    if (!row) throw new Error(`no ${this.name} record ${id}`);
    return this.put({ ...row, ...changed });
  }
  remove(id: string): void {
    const before = this.rows.get(id);
    if (!before) return;
    this.note({ table: this.name, id, before });
    this.rows.delete(id);
  }
  /** Sets a record without noting it: loading and rolling back. */
  restore(id: string, row: Record | undefined): void {
    if (row) this.rows.set(id, row);
    else this.rows.delete(id);
  }
}

/** What a committed change touched. */
export type Touched = { table: string; id: string }[];

/**
 * All records of the region. Changes happen inside `transaction`, which is all or nothing in memory and on disk; whoever
 * makes records real listens to `onCommit` and looks at what the records say now.
 */
export class State {
  private pending: Noted[] | undefined;
  private readonly journal: Journal;
  private readonly listeners: ((touched: Touched) => void)[] = [];
  private readonly note = (change: Noted) => {
    if (!this.pending) throw new Error(`${change.table} ${change.id} changed outside a transaction`);
    this.pending.push(change);
  };

  readonly vpcs = new Table<R.VpcRecord>("vpcs", this.note);
  readonly subnets = new Table<R.SubnetRecord>("subnets", this.note);
  readonly internetGateways = new Table<R.InternetGatewayRecord>("internetGateways", this.note);
  readonly natGateways = new Table<R.NatGatewayRecord>("natGateways", this.note);
  readonly addresses = new Table<R.AddressRecord>("addresses", this.note);
  readonly routeTables = new Table<R.RouteTableRecord>("routeTables", this.note);
  readonly securityGroups = new Table<R.SecurityGroupRecord>("securityGroups", this.note);
  readonly interfaces = new Table<R.InterfaceRecord>("interfaces", this.note);
  readonly volumes = new Table<R.VolumeRecord>("volumes", this.note);
  readonly placementGroups = new Table<R.PlacementGroupRecord>("placementGroups", this.note);
  readonly instances = new Table<R.InstanceRecord>("instances", this.note);
  readonly loadBalancers = new Table<R.LoadBalancerRecord>("loadBalancers", this.note);
  readonly targetGroups = new Table<R.TargetGroupRecord>("targetGroups", this.note);
  readonly listenersOfBalancers = new Table<R.ListenerRecord>("listeners", this.note);
  readonly tokens = new Table<R.TokenRecord>("tokens", this.note);
  readonly events = new Table<R.EventRecord>("events", this.note);
  readonly faults = new Table<R.FaultRecord>("faults", this.note);

  private readonly tables: Map<string, Table<R.Row>>;

  constructor(directory: string) {
    const tables = Object.values(this).filter((member): member is Table<R.Row> => member instanceof Table);
    this.tables = new Map(tables.map((table) => [table.name, table]));
    this.journal = new Journal(directory);
    for (const change of this.journal.load()) {
      for (const { t, id, r } of change) this.tables.get(t)?.restore(id, r as R.Row | undefined);
    }
    this.journal.snapshot(this.everything());
  }

  /** The kinds of resources that can carry tags, by table. */
  taggable(): Table<R.Tagged>[] {
    const bare = new Set(["tokens", "events", "faults"]);
    return [...this.tables.values()].filter(({ name }) => !bare.has(name)) as unknown as Table<R.Tagged>[];
  }

  onCommit(listener: (touched: Touched) => void): void {
    this.listeners.push(listener);
  }

  /** Carries out the change wholly or, when it throws, not at all. Changes are synchronous, so none sees half of another. */
  transaction<T>(change: () => T): T {
    if (this.pending) return change();
    const noted: Noted[] = [];
    this.pending = noted;
    try {
      const result = change();
      this.pending = undefined;
      this.commit(noted);
      return result;
    } catch (error) {
      for (const { table, id, before } of noted.reverse()) this.tables.get(table)?.restore(id, before);
      throw error;
    } finally {
      this.pending = undefined;
    }
  }

  /** Runs the change and takes it back: what would it have answered? */
  rehearse<T>(change: () => T): T {
    const undone = new Error("a rehearsal is taken back");
    let result: T | undefined;
    try {
      this.transaction(() => {
        result = change();
        throw undone;
      });
    } catch (error) {
      if (error !== undone) throw error;
    }
    return result as T;
  }

  /** Resolves once everything committed so far would survive a power cut. */
  synced(): Promise<void> {
    return this.journal.synced();
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  private commit(noted: Noted[]): void {
    if (noted.length === 0) return;
    const touched = new Map(noted.map(({ table, id }) => [`${table} ${id}`, { table, id }]));
    const line: Change = [...touched.values()].map(({ table, id }) => {
      const row = this.tables.get(table)?.get(id);
      return row ? { t: table, id, r: row } : { t: table, id };
    });
    if (this.journal.append(line)) this.journal.snapshot(this.everything());
    for (const listener of this.listeners) listener([...touched.values()]);
  }

  private everything(): Change {
    return [...this.tables.values()].flatMap((table) =>
      table.all().map((row) => ({ t: table.name, id: row.id, r: row })),
    );
  }
}
