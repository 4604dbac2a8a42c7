import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { roles } from "#contract/roles.ts";
import { CommandError, wrongInput } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";

/** A bearer token is worth as much as a password, so that plain HTTP may only lead to this computer. */
const isSafe = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === "https:" || (protocol === "http:" && loopback);
};

export const authWays = ["token", "sigv4"] as const;
export type AuthWay = (typeof authWays)[number];

const SafeUrl = z.string().refine(isSafe, "an https URL is needed, or http on this computer");

const Profile = z.object({
  /** With `/v1`. */
  apiUrl: SafeUrl,
  /** Hands out tokens for an hour; only a service on one computer has it. */
  tokenUrl: SafeUrl.optional(),
  tenant: z.string().optional(),
  subject: z.string().optional(),
  role: z.enum(roles).optional(),
  /** How to be let in: with a bearer token, or with the AWS credentials that this computer has. */
  auth: z.enum(authWays).optional(),
  /** With sigv4: what the service calls itself, and its region. */
  audience: z.string().optional(),
  region: z.string().optional(),
  /** Of a service on one computer. */
  regionUrl: z.url().optional(),
  localstackUrl: z.url().optional(),
});

const Profiles = z.strictObject({
  /** Which one when none is named. */
  default: z.string().optional(),
  profiles: z.record(z.string().regex(/^[\w-]+$/, "letters, digits, '-' and '_'"), Profile),
});

/** Where the service is and how to be let in. */
export interface Profile extends z.infer<typeof Profile> {
  /** The file it was read from; absent when the environment said it all. */
  file?: string;
  /** Under which name it stands in the file of several. */
  name?: string;
  /** From KUBEWRIGHT_TOKEN. */
  token?: string;
}

type Environment = Record<string, string | undefined>;

const checkout = resolve(import.meta.dirname, "..");

const folderOf = (env: Environment): string =>
  join(env["XDG_CONFIG_HOME"] ?? join(env["HOME"] ?? homedir(), ".config"), "kubewright");

/** The user's file of several profiles. */
export const profilesFile = (env: Environment): string => join(folderOf(env), "profiles.yaml");

/** Where a profile of its own file may be, in the order of precedence. */
const profilePlaces = (env: Environment): string[] => [
  join(env["KUBEWRIGHT_STATE"] ?? join(checkout, ".kubewright"), "profile.json"),
  join(folderOf(env), "profile.json"),
];

const read = <Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> => {
  try {
    return shape.parse(parse(readFileSync(file, "utf8")));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", " ") : (error as Error).message;
    throw wrongInput(`the profile ${file} cannot be used: ${why}`, "mend it, or point KUBEWRIGHT_PROFILE elsewhere");
  }
};

/** @throws CommandError when the file makes no sense */
export const readProfiles = (file: string): z.output<typeof Profiles> => read(file, Profiles);

/** A profile of the file of several. @param name absent: its default @throws CommandError */
const named = (file: string, name: string | undefined): Profile => {
  const missing = !existsSync(file);
  const { default: usual, profiles } = missing ? { default: undefined, profiles: {} } : readProfiles(file);
  const names = Object.keys(profiles);
  const wanted = name ?? usual ?? (names.length === 1 ? names[0] : undefined);
  const found = wanted === undefined ? undefined : profiles[wanted];
  if (found && wanted !== undefined) return { ...found, file, name: wanted };
  throw wrongInput(
    wanted === undefined
      ? `${file} holds ${names.join(", ")} and no default`
      : `there is no profile ${JSON.stringify(wanted)} in ${file}${missing ? ", which is not there" : ""}`,
    names.length > 0
      ? `choose one of ${names.join(", ")} with --profile or KUBEWRIGHT_PROFILE, or write \`default: NAME\` into the file`
      : `write it into ${file}: profiles: { ${wanted}: { apiUrl: https://... } }; or name a file, with a '/' in it`,
  );
};

const isPath = (text: string): boolean => /[/\\]|\.(json|ya?ml)$/.test(text);

/** @throws CommandError */
const ofFile = (file: string): Profile => {
  if (existsSync(file) && several.safeParse(tryParse(file)).success) return named(file, undefined);
  return { ...read(file, Profile), file };
};

const several = z.looseObject({ profiles: z.unknown() });
const tryParse = (file: string): unknown => {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
};

const known = (env: Environment): Profile => {
  const places = profilePlaces(env);
  const file = places.find((place) => existsSync(place));
  if (file !== undefined) return ofFile(file);
  const several = profilesFile(env);
  if (existsSync(several)) return named(several, undefined);
  throw new CommandError(
    `no service is known: there is no ${[...places, several].join(" and no ")}`,
    exitCodes.temporary,
    "start one here with `npm start`, or set KUBEWRIGHT_API_URL and KUBEWRIGHT_TOKEN",
  );
};

/**
 * Finds the service: KUBEWRIGHT_API_URL, else the profile that is named, else the first there is; KUBEWRIGHT_TOKEN on top.
 * @param asked name or file given with --profile
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
  const wanted = asked ?? env["KUBEWRIGHT_PROFILE"];
  if (!wanted) return { ...known(env), ...token };
  return { ...(isPath(wanted) ? ofFile(resolve(wanted)) : named(profilesFile(env), wanted)), ...token };
};
