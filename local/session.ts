import { join } from "node:path";
import { openSession, type Session, type World } from "#cli/command.ts";
import { type Terminal, terminal } from "#cli/terminal.ts";
import { stateFolder } from "./folders.ts";

/** The command line's own view of the service that runs here. */
export const localSession = (out: Terminal, signal: AbortSignal): Session => {
  const world: World = { env: {}, out, err: out, signal, ask: undefined };
  return openSession(world, { output: "table", profile: join(stateFolder(), "profile.json") });
};

export const output = (): Terminal => terminal(process.stdout);
