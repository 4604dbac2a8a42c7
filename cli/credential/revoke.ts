import { randomUUID } from "node:crypto";
import { type Command, InvalidArgumentError } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { type Role, roles } from "#contract/roles.ts";

const role = (text: string, before: Role[] = []): Role[] => {
  const known = roles.find((one) => one === text);
  if (!known) throw new InvalidArgumentError(`One of ${roles.join(", ")} is needed.`);
  return before.includes(known) ? before : [...before, known];
};

type Options = CommonOptions & WaitOptions & { role?: Role[] };

export const credentialRevoke = (world: World): Command =>
  waiting(verb("revoke", "take the rights away from all credentials for a cluster that have been given so far"))
    .argument("<cluster>", "name or id")
    .option("--role <role>", "only those of this role; may be repeated", role)
    .action(async (cluster: string, options: Options) => {
      const session = openSession(world, options);
      const { client } = session;
      const { id: clusterId, name } = await findCluster(client, cluster);
      const body = options.role === undefined ? {} : { roles: options.role };
      const ask = () =>
        client("clusterCredentialsRevoke", { params: { clusterId }, body, idempotencyKey: randomUUID() });
      const whose = options.role === undefined ? "" : ` of ${options.role.join(" and ")}`;
      await followOperation(session, ask, options, {
        goesOn: `Revoking the credentials${whose} for cluster ${name}`,
        done: `Credentials${whose} that were given for cluster ${name} have no rights any more; \`kubewright credential ${name} --renew\` gives new ones`,
      });
    });
