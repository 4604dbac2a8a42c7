import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { ensureGo } from "./go.ts";
import { run } from "./run.ts";
import type { Source } from "./sources.ts";

/** How often a running build says how far it is. */
const sayEvery = 5_000;

/** `3:07` */
export const minutes = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

/**
 * Builds a static program with Go from the module proxy. Go keeps what it has compiled: a build that was broken off goes on where it
 * was.
 * @param folder for the sources; the program is written to `<folder>/<program>`
 */
export const build = async (
  source: Source,
  {
    folder,
    program,
    cacheDir,
    say,
  }: { folder: string; program: string; cacheDir: string; say: (line: string) => void },
): Promise<void> => {
  const work = join(folder, "source");
  mkdirSync(work, { recursive: true });
  for (const [name, from] of Object.entries(source.files)) copyFileSync(from, join(work, name));
  const go = await ensureGo(cacheDir, say);
  const env = { CGO_ENABLED: "0", GOFLAGS: "", GOWORK: "off", GOOS: "linux", GOARCH: "amd64" };
  const flags = ["-trimpath", "-ldflags", source.ldflags];
  const started = Date.now();

  say(`${source.title}: fetching Go modules`);
  const stale = "{{if .Stale}}{{.ImportPath}}{{end}}";
  const listed = await run([go, "list", "-deps", ...flags, "-f", stale, "."], { cwd: work, env });
  const toDo = listed.split("\n").filter(Boolean).length;

  let done = 0;
  let lastSaid = 0;
  const compiled = (line: string): void => {
    // -v prints the name of each package as its compilation begins.
    if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) return;
    done = Math.min(done + 1, toDo);
    if (Date.now() - lastSaid < sayEvery) return;
    lastSaid = Date.now();
    say(`building ${source.title}: package ${done} of ${toDo}, ${minutes(Date.now() - started)}`);
  };
  await run([go, "build", "-v", ...flags, "-o", join(folder, program), "."], { cwd: work, env, onLine: compiled });
  say(`${source.title} is built, ${minutes(Date.now() - started)}`);
};
