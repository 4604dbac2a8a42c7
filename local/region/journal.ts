import {
  closeSync,
  fdatasync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

/** One line of the journal: the records one change put (`r`) or removed (no `r`), all or none of them. */
export type Change = { t: string; id: string; r?: unknown }[];

/**
 * Records on disk: a snapshot, and after it a line for every change since. A line is written by one call before its action
 * is answered, so a killed process loses nothing that it said; `synced` resolves when the disk has it too, so a power cut
 * does not either.
 */
export class Journal {
  private readonly directory: string;
  private file = -1;
  private lines = 0;
  private syncing: Promise<void> | undefined;
  private written = 0;
  private durable = 0;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  }

  private get snapshotPath() {
    return join(this.directory, "records.json");
  }
  private get journalPath() {
    return join(this.directory, "records.journal");
  }

  /** What the disk has. A last line that was cut off by a crash was never answered for, and is left out. */
  load(): Change[] {
    const read = (path: string) => {
      try {
        return readFileSync(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
        throw error;
      }
    };
    const snapshot = read(this.snapshotPath);
    const changes: Change[] = snapshot === "" ? [] : [JSON.parse(snapshot) as Change];
    const whole = read(this.journalPath).split("\n").slice(0, -1);
    return changes.concat(whole.map((line) => JSON.parse(line) as Change));
  }

  /** Replaces everything on disk by these records; atomic, so a crash leaves the old or the new state. */
  snapshot(records: Change): void {
    const next = `${this.snapshotPath}.next`;
    const file = openSync(next, "w", 0o600);
    writeFileSync(file, JSON.stringify(records));
    fsyncSync(file);
    closeSync(file);
    renameSync(next, this.snapshotPath);
    if (this.file >= 0) closeSync(this.file);
    // Replaying lines that the snapshot has already is harmless: they put the same records.
    this.file = openSync(this.journalPath, "w", 0o600);
    const folder = openSync(this.directory, "r");
    fsyncSync(folder);
    closeSync(folder);
    this.lines = 0;
    this.durable = this.written;
  }

  /** @returns whether it is time for a snapshot */
  append(change: Change): boolean {
    writeSync(this.file, `${JSON.stringify(change)}\n`);
    this.written += 1;
    this.lines += 1;
    return this.lines >= 2000;
  }

  /** Resolves once everything appended so far is on the disk; callers that come together share one sync. */
  async synced(): Promise<void> {
    const wanted = this.written;
    while (this.durable < wanted && this.file >= 0) {
      this.syncing ??= this.sync();
      await this.syncing;
    }
  }

  private async sync(): Promise<void> {
    const upTo = this.written;
    await new Promise<void>((resolve) => fdatasync(this.file, () => resolve()));
    this.durable = Math.max(this.durable, upTo);
    this.syncing = undefined;
  }

  async close(): Promise<void> {
    await this.synced();
    if (this.file >= 0) closeSync(this.file);
    this.file = -1;
  }
}
