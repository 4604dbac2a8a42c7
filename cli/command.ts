import { Command, Option } from "commander";
import { stringify } from "yaml";
import type { Client } from "./api-types.ts";
import { createClient } from "./client.ts";
import { wrongInput } from "./errors.ts";
import { type AuthWay, authWays, findProfile, type Profile } from "./profile.ts";
import type { Terminal } from "./terminal.ts";
import { tokenSource } from "./token.ts";

/** What a command has of the world. */
export interface World {
  env: Record<string, string | undefined>;
  /** Results. */
  out: Terminal;
  /** Progress and errors. */
  err: Terminal;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Asks a person; undefined where nobody is there to answer. */
  ask: ((question: string) => Promise<string>) | undefined;
}

/** Options that every command takes. */
export interface CommonOptions {
  output: "table" | "json" | "yaml";
  profile?: string;
  auth?: AuthWay;
}

/** What a verb works with. */
export interface Session extends World {
  client: Client;
  profile: Profile;
  /** Prints a result: for programs as it came, for people as the text says. */
  print(result: unknown, text: string): void;
}

/** Prints results in the form that was asked for. */
export const printer =
  ({ out }: Pick<World, "out">, output: CommonOptions["output"]): Session["print"] =>
  (result, text) => {
    if (output === "json") out.line(JSON.stringify(result, null, 2));
    else out.line(output === "yaml" ? stringify(result).trimEnd() : text);
  };

export const openSession = (world: World, { output, profile: asked, auth }: CommonOptions): Session => {
  const profile = { ...findProfile(world.env, asked), ...(auth === undefined ? {} : { auth }) };
  return {
    ...world,
    profile,
    client: createClient(profile.apiUrl, tokenSource(profile, world.env)),
    print: printer(world, output),
  };
};

/** A command with the options that all have. */
export const verb = (name: string, summary: string): Command =>
  new Command(name)
    .description(summary)
    .addOption(
      new Option("-o, --output <form>", "form of the result").choices(["table", "json", "yaml"]).default("table"),
    )
    .option(
      "--profile <file>",
      "which service: a name in ~/.config/kubewright/profiles.yaml, or a file (also KUBEWRIGHT_PROFILE)",
    )
    .addOption(
      new Option("--auth <way>", "how to be let in: by a token, or by this computer's AWS credentials").choices(
        authWays,
      ),
    );

/** `90`, `90s`, `30m`, `2h` in milliseconds. @throws CommandError */
export const parseDuration = (text: string): number => {
  const [, number, unit = "s"] = /^(\d{1,6})(s|m|h)?$/.exec(text) ?? [];
  if (number === undefined)
    throw wrongInput(`--timeout is ${JSON.stringify(text)}; a time such as 90s, 30m or 2h is needed`);
  return Number(number) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as "s" | "m" | "h"];
};

/** Options of commands that can wait. */
export const waiting = (command: Command): Command =>
  command
    .option("-w, --wait", "wait until it is done and show the stages as they happen")
    .option("--timeout <time>", "longest wait, such as 90s, 30m or 2h", "2h");
