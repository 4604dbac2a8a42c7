import { accessSync, constants } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createClient } from "./client.ts";
import { CommandError, ProblemAnswer } from "./errors.ts";
import { type AuthWay, findProfile, type Profile } from "./profile.ts";
import { tokenSource } from "./token.ts";

/** One thing that was looked at. */
export interface Finding {
  check: string;
  state: "ok" | "failed" | "warning";
  said: string;
  /** What to do about it. */
  todo?: string;
}

type Environment = Record<string, string | undefined>;

const finding = (check: string, error: unknown): Finding => {
  const said = error instanceof Error ? error.message : String(error);
  const todo = error instanceof CommandError ? error.advice : undefined;
  return { check, state: "failed", said, ...(todo === undefined ? {} : { todo }) };
};

/** Whether a part of a service on this computer is well. */
const health = async (check: string, url: string, log: string): Promise<Finding> => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok, status }) => (ok ? undefined : `answers ${status}`),
    () => "does not answer",
  );
  return answer === undefined
    ? { check, state: "ok", said: `answers at ${new URL(url).origin}` }
    : {
        check,
        state: "failed",
        said: `${url} ${answer}`,
        todo: `see ${log}; \`npm stop\` and \`npm start\` begin anew`,
      };
};

const tokenOf = ({ auth, token, tokenUrl = "", audience }: Profile): string => {
  if (auth === "sigv4") return `AWS signature for ${audience ?? "kubewright"}`;
  return token === undefined ? `from the issuer at ${new URL(tokenUrl).origin}` : "KUBEWRIGHT_TOKEN";
};

const api = async (profile: Profile, env: Environment): Promise<Finding[]> => {
  const { origin } = new URL(profile.apiUrl);
  const token = tokenSource(profile, env);
  const had = await token().then(
    (): Finding => ({ check: "token", state: "ok", said: tokenOf(profile) }),
    (error: unknown) => finding("token", error),
  );
  if (had.state !== "ok") return [had];
  const began = performance.now();
  return createClient(
    profile.apiUrl,
    token,
    [],
  )("clusterList", { query: { pageSize: 1 } }).then(
    (): Finding[] => {
      const took = `answers in ${Math.round(performance.now() - began)} ms at ${origin}`;
      return [
        { check: "API", state: "ok", said: took },
        { ...had, said: `accepted; ${had.said}` },
      ];
    },
    (error: unknown): Finding[] => {
      if (!(error instanceof ProblemAnswer)) return [finding("API", error), had];
      const { status, detail } = error.problem;
      if (status !== 401 && status !== 403) return [finding("API", error), had];
      const todo = profile.token === undefined ? "`npm stop` and `npm start` begin anew" : "set KUBEWRIGHT_TOKEN anew";
      return [
        { check: "API", state: "ok", said: `answers at ${origin}` },
        { check: "token", state: "failed", said: `refused: ${detail}`, todo },
      ];
    },
  );
};

const findProgram = (name: string, folders: string[]): string | undefined =>
  folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });

const kubectl = (env: Environment, profile: Profile | undefined): Finding => {
  const own = profile?.file === undefined ? [] : [join(dirname(profile.file), "bin")];
  const found = findProgram("kubectl", (env["PATH"] ?? "").split(delimiter).filter(Boolean));
  if (found) return { check: "kubectl", state: "ok", said: found };
  const [ours] = own.filter((folder) => findProgram("kubectl", [folder]));
  return ours === undefined
    ? {
        check: "kubectl",
        state: "warning",
        said: "not on PATH",
        todo: "install it to use clusters; kubewright itself needs none",
      }
    : { check: "kubectl", state: "ok", said: `${ours}/kubectl`, todo: `export PATH=${ours}:$PATH` };
};

/** Everything that has to be well for commands to work, in the order in which it matters. */
export const lookAround = async (env: Environment, asked: { profile?: string; auth?: AuthWay }): Promise<Finding[]> => {
  let profile: Profile;
  try {
    profile = { ...findProfile(env, asked.profile), ...(asked.auth === undefined ? {} : { auth: asked.auth }) };
  } catch (error) {
    return [finding("profile", error), kubectl(env, undefined)];
  }
  const logs = join(profile.file === undefined ? ".kubewright" : dirname(profile.file), "logs");
  const { localstackUrl, regionUrl, file } = profile;
  const parts = await Promise.all([
    api(profile, env),
    ...(localstackUrl
      ? [health("LocalStack", `${localstackUrl}/_localstack/health`, join(logs, "localstack.log"))]
      : []),
    ...(regionUrl ? [health("region", `${regionUrl}/_region/health`, join(logs, "region.log"))] : []),
  ]);
  return [
    {
      check: "profile",
      state: "ok",
      said:
        file === undefined ? "KUBEWRIGHT_API_URL" : `${profile.name === undefined ? "" : `${profile.name} in `}${file}`,
    },
    ...parts.flat(),
    kubectl(env, profile),
  ];
};
