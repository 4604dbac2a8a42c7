import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
}
interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

const root = join(import.meta.dirname, "../..");

/** A resource as it reads, with `<Name>` for what is known only once it is deployed. */
const textOf = (value: unknown): string => {
  if (typeof value === "string") return value;
  const [[intrinsic, given] = ["", ""]] = Object.entries(value as Record<string, unknown>);
  if (intrinsic === "Fn::Join") return (given as [string, unknown[]])[1].map(textOf).join("");
  return `<${intrinsic === "Fn::Sub" ? String(given) : [given].flat().map(textOf).join(".")}>`;
};

/** What stands for all of a kind, however few of them are ours, and why it cannot be less. */
const ofAKind: Record<string, { actions: string[]; why: string }> = Object.fromEntries(
  ["instance", "volume", "network-interface", "subnet", "security-group"].map((type) => [
    `arn:<AWS::Partition>:ec2:<AWS::Region>:<AWS::AccountId>:${type}/*`,
    { actions: ["ec2:RunInstances"], why: "a dry run has no tags and subnets to name yet; no role is passed with it" },
  ]),
);

/** Names that only things of the service have. */
const ours = /kubewright|[:/]kw-|cdk-hnb659fds-assets|^<[^>]+>\//;

/** Holds every role of the templates to what it needs. */
export const rightsHold = (resources: readonly (readonly [string, Resource])[]): void => {
  const statements = resources.flatMap(([id, { Type, Properties }]) => {
    const documents =
      Type === "AWS::IAM::Role"
        ? ((Properties["Policies"] ?? []) as { PolicyDocument: { Statement: Statement[] } }[]).map(
            (one) => one.PolicyDocument,
          )
        : ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"].includes(Type)
          ? [Properties["PolicyDocument"] as { Statement: Statement[] }]
          : [];
    return documents.flatMap(({ Statement }) => Statement.map((statement) => ({ id, ...statement })));
  });
  const actionsOf = ({ Action }: Statement): string[] => [Action].flat();

  test("everything only where nothing narrower can be named", () => {
    const everywhere = statements.filter(({ Resource }) => [Resource].flat().includes("*")).flatMap(actionsOf);
    const others = new Set(everywhere.filter((action) => !/^(ec2|elasticloadbalancing):Describe\w+$/.test(action)));
    expect([...others].sort()).toEqual([
      "dynamodb:ListStreams",
      // Log deliveries of state machines belong to the account.
      "logs:CreateLogDelivery",
      "logs:DeleteLogDelivery",
      "logs:DescribeLogGroups",
      "logs:DescribeResourcePolicies",
      "logs:GetLogDelivery",
      "logs:ListLogDeliveries",
      "logs:PutResourcePolicy",
      "logs:UpdateLogDelivery",
      "pricing:GetProducts",
      // The token in the call says which execution.
      "states:SendTaskFailure",
      "states:SendTaskHeartbeat",
      "states:SendTaskSuccess",
    ]);
  });

  test("nobody may do everything of a service", () => {
    const all = statements.flatMap(actionsOf).filter((action) => action.endsWith("*"));
    // Of buckets that are named: CDK's function that copies the console's files.
    expect(all.filter((action) => !/^s3:(GetObject|GetBucket|List|DeleteObject|Abort)\*$/.test(action))).toEqual([]);
  });

  test("every call that the adapters make is allowed to somebody", () => {
    const clients: Record<string, string> = {
      "client-ec2": "ec2",
      "client-elastic-load-balancing-v2": "elasticloadbalancing",
      "client-iam": "iam",
      "client-secrets-manager": "secretsmanager",
      "client-ssm": "ssm",
      "client-sfn": "states",
    };
    const calls = readdirSync(join(root, "adapters"))
      .filter((file) => !/\.(test|contract)\.ts$/.test(file))
      .flatMap((file) => {
        const text = readFileSync(join(root, "adapters", file), "utf8");
        return [...text.matchAll(/import \{([^}]*)\} from "@aws-sdk\/(client-[\w-]+)"/g)].flatMap(
          ([, names = "", client = ""]) =>
            [...names.matchAll(/\b(?:paginate(\w+)|(\w+)Command)\b/g)].flatMap(([, paged, command]) =>
              clients[client] ? [`${clients[client]}:${paged ?? command}`] : [],
            ),
        );
      });
    expect(calls.length).toBeGreaterThan(60);
    const allowed = new Set(statements.flatMap(actionsOf));
    expect([...new Set(calls)].filter((call) => !allowed.has(call))).toEqual([]);
  });

  test("a wildcard stands behind one of our names, or behind a tag of ours", () => {
    const isTagged = ({ Condition = {} }: Statement): boolean =>
      Object.values(Condition).some((keys) =>
        Object.keys(keys).some((key) => /Tag\/kubewright:|^kms:ViaService$/.test(key)),
      );
    const loose = statements.flatMap((statement) =>
      [statement.Resource]
        .flat()
        .map(textOf)
        .filter(
          (resource) => resource !== "*" && resource.includes("*") && !ours.test(resource) && !isTagged(statement),
        )
        .flatMap((resource) => actionsOf(statement).map((action) => ({ resource, action }))),
    );
    expect(loose.length).toBeGreaterThan(0);
    expect(loose.filter(({ resource, action }) => !ofAKind[resource]?.actions.includes(action))).toEqual([]);
  });

  test("a role is passed to machines only, and made only with the boundary", () => {
    const of = (action: string) => statements.filter((statement) => actionsOf(statement).includes(action));
    for (const action of ["iam:CreateRole", "iam:PutRolePolicy"])
      for (const { Condition } of of(action))
        expect(Condition).toEqual({ StringEquals: { "iam:PermissionsBoundary": expect.anything() } });
    for (const { Resource, id } of of("iam:PassRole").filter(({ id }) => !/Image|Console/.test(id)))
      expect({ id, role: textOf(Resource) }).toEqual({ id, role: expect.stringMatching(/:role\/kubewright-cls_\*$/) });
    for (const action of [
      "iam:AttachRolePolicy",
      "iam:CreateUser",
      "iam:CreatePolicyVersion",
      "iam:UpdateAssumeRolePolicy",
    ])
      expect({ action, who: of(action) }).toEqual({ action, who: [] });
  });

  test("whoever looks at clusters may look at what it meters, and at no more", () => {
    const looking = (name: string): string[] => {
      const actions = statements.filter(({ id }) => id.startsWith(name)).flatMap(actionsOf);
      return [...new Set(actions)].filter((action) => /^(ec2|elasticloadbalancing|s3|secretsmanager):/.test(action));
    };
    const nodes = ["ec2:DescribeInstances", "ec2:DescribeInstanceTopology", "secretsmanager:GetSecretValue"];
    expect(looking("MachineChanged").sort()).toEqual([...nodes, "ec2:DescribeVolumes"].sort());
    expect(looking("WatchClusters").sort()).toEqual(
      [
        ...[...nodes, "ec2:DescribeVolumes", "ec2:DescribeNatGateways", "ec2:DescribeAddresses"],
        ...["elasticloadbalancing:DescribeLoadBalancers", "s3:ListBucketVersions"],
      ].sort(),
    );
  });

  test("no right is there that nothing calls", () => {
    const rooms = ["adapters", "functions"].flatMap((room) => sources(join(root, room)));
    const text = rooms.map((file) => readFileSync(file, "utf8")).join("\n");
    const called = (action: string): boolean => {
      const [, name = ""] = action.split(":");
      return new RegExp(`\\b(${name}Command|paginate${name})\\b`).test(text);
    };
    const services = ["states", "secretsmanager", "ssm", "iam", "elasticloadbalancing", "ec2"];
    const given = new Set(statements.filter(({ id }) => !/Image|Builder|Console|Boundary/.test(id)).flatMap(actionsOf));
    const idle = [...given].filter((action) => services.includes(action.split(":")[0] ?? "") && !called(action));
    // What goes with other calls: tags of what is made, roles of what is launched, the account's one role for spot machines.
    expect(idle.sort()).toEqual([
      ...["elasticloadbalancing:AddTags", "iam:CreateServiceLinkedRole", "iam:PassRole", "iam:TagInstanceProfile"],
      ...["iam:TagRole", "secretsmanager:TagResource", "ssm:AddTagsToResource"],
    ]);
  });
};

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.(test|contract)\.ts$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
