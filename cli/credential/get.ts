import type { Command } from "commander";
import type { Credentials } from "#cli/api-types.ts";
import { type CommonOptions, openSession, type Session, verb, type World } from "#cli/command.ts";
import { CommandError, ProblemAnswer } from "#cli/errors.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { credentialCache } from "./credential-cache.ts";
import { execCredential } from "./exec-credential.ts";

/** Whether the service could not be asked, as opposed to: it said no. */
const isAway = (error: unknown): boolean =>
  error instanceof ProblemAnswer
    ? error.problem.status >= 500
    : error instanceof CommandError && error.exitCode === exitCodes.temporary;

/** Kept ones while they are good for some time yet; until their very end while the service cannot be asked for others. */
const credentialsFor = async (
  { client, profile, env }: Session,
  clusterId: string,
  renew: boolean,
): Promise<Credentials> => {
  const cache = credentialCache(clusterId, profile, env);
  const kept = renew ? undefined : cache.find();
  if (kept?.fresh) return kept.credentials;
  try {
    const given = await client("clusterCredentials", { params: { clusterId } });
    cache.keep(given);
    return given;
  } catch (error) {
    if (kept && isAway(error)) return kept.credentials;
    if (!isAway(error)) cache.forget();
    throw error;
  }
};

export const credentialGet = (world: World): Command =>
  verb("get", "print credentials in the form that kubectl takes from a credential command (ExecCredential)")
    .argument("<cluster>", "name or id")
    .option("--renew", "ask for new ones, whatever has been kept: after a revocation")
    .action(async (nameOrId: string, options: CommonOptions & { renew?: boolean }) => {
      const session = openSession(world, options);
      const isId = nameOrId.startsWith("cls_");
      const clusterId = isId ? nameOrId : (await findCluster(session.client, nameOrId)).id;
      const credentials = await credentialsFor(session, clusterId, options.renew === true);
      // A program reads this: JSON, whatever form results have else.
      session.out.line(JSON.stringify(execCredential(credentials, world.env["KUBERNETES_EXEC_INFO"])));
    });
