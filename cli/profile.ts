import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import * as z from "zod";
import { roles } from "#contract/routes.ts";
import { CommandError, wrongInput } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";

/** A bearer token is worth as much as a password, so that plain HTTP may only lead to this computer. */
const isSafe = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === "https:" || (protocol === "http:" && loopback);
};

const SafeUrl = z.string().refine(isSafe, "an https URL is needed, or http on this computer");

const Profile = z.object({
  /** With `/v1`. */
  apiUrl: SafeUrl,
  /** Hands out tokens for an hour; only a service on one computer has it. */
  tokenUrl: SafeUrl.optional(),
  tenant: z.string().optional(),
  subject: z.string().optional(),
  role: z.enum(roles).optional(),
  /** Of a service on one computer. */
  regionUrl: z.url().optional(),
  localstackUrl: z.url().optional(),
});

/** Where the service is and how to be let in. */
export interface Profile extends z.infer<typeof Profile> {
  /** The file it was read from; absent when the environment said it all. */
  file?: string;
  /** From KUBEWRIGHT_TOKEN. */
  token?: string;
}

type Environment = Record<string, string | undefined>;

const checkout = resolve(import.meta.dirname, "..");

/** Where a profile may be, in the order of precedence. */
export const profilePlaces = (env: Environment, asked?: string): string[] => {
  const named = asked ?? env["KUBEWRIGHT_PROFILE"];
  if (named) return [resolve(named)];
  return [
    join(env["KUBEWRIGHT_STATE"] ?? join(checkout, ".kubewright"), "profile.json"),
    join(env["XDG_CONFIG_HOME"] ?? join(env["HOME"] ?? homedir(), ".config"), "kubewright", "profile.json"),
  ];
};

const readFile = (file: string): Profile => {
  try {
    return { ...Profile.parse(JSON.parse(readFileSync(file, "utf8"))), file };
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", " ") : (error as Error).message;
    throw wrongInput(`the profile ${file} cannot be used: ${why}`, "mend it, or point KUBEWRIGHT_PROFILE elsewhere");
  }
};

/**
 * Finds the service: KUBEWRIGHT_API_URL, else the first profile file there is; KUBEWRIGHT_TOKEN on top.
 * @param asked file given with --profile
 * @throws CommandError when there is none, or it makes no sense
 */
export const findProfile = (env: Environment, asked?: string): Profile => {
  const token = env["KUBEWRIGHT_TOKEN"] ? { token: env["KUBEWRIGHT_TOKEN"] } : {};
  const apiUrl = env["KUBEWRIGHT_API_URL"];
  if (apiUrl && asked === undefined) {
    if (!isSafe(apiUrl))
      throw wrongInput(
        `KUBEWRIGHT_API_URL is ${JSON.stringify(apiUrl)}; an https URL that ends with /v1 is needed, or http on this computer`,
      );
    return { apiUrl: apiUrl.replace(/\/+$/, ""), ...token };
  }
  const places = profilePlaces(env, asked);
  const file = places.find((place) => existsSync(place));
  if (file !== undefined) return { ...readFile(file), ...token };
  throw new CommandError(
    `no service is known: there is no ${places.join(" and no ")}`,
    exitCodes.temporary,
    "start one here with `npm start`, or set KUBEWRIGHT_API_URL and KUBEWRIGHT_TOKEN",
  );
};
