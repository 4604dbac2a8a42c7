import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import type * as z from "zod";
import { kubernetesVersions } from "#contract/catalog.ts";
import { architectures } from "#contract/machine-types.ts";
import { functionsLive } from "#core/operations/settle.ts";
import * as envs from "#functions/env.ts";
import { run } from "#test/run-program.ts";
import { synthesised, templateOf, templatesIn } from "#test/templates.ts";
import { deadLettersAreKept } from "./dead-letters.ts";
import { rightsHold } from "./rights.ts";

const root = join(import.meta.dirname, "../..");
const folder = synthesised();
const templates = Object.fromEntries(
  templatesIn(folder).map((path) => {
    const stack = basename(path, ".template.json");
    return [stack, templateOf(folder, stack).Resources];
  }),
);
const resources = Object.values(templates).flatMap((stack) => Object.entries(stack));
const ofType = (type: string) => resources.filter(([, { Type }]) => Type === type);

test("a finding of cdk-nag without a reason stops the synthesis", async () => {
  const outdir = mkdtempSync(join(tmpdir(), "nag-"));
  const { code, out, err } = await run(process.execPath, ["test/rules/unreasoned-finding.ts", outdir]);
  rmSync(outdir, { recursive: true });
  expect(code).not.toBe(0);
  expect(out + err).toContain("AwsSolutions-S");
}, 60_000);

describe("environment", () => {
  const envOf = (kind: string, name: string): z.ZodObject => {
    if (
      kind === "events" &&
      readFileSync(join(root, "functions/events", `${name}.ts`), "utf8").includes("connectWatching")
    )
      return envs.WatchEnv;
    if (kind === "events" && name === "refresh-prices") return envs.BillingEnv;
    if (kind !== "api")
      return { stages: envs.StageEnv, events: envs.EventEnv, authorizer: envs.AuthorizerEnv }[kind] as z.ZodObject;
    const source = readFileSync(join(root, "functions/api", `${name}.ts`), "utf8");
    if (source.includes("connectQuotas")) return envs.QuotaEnv;
    if (source.includes("connectPricedCatalog")) return envs.BillingEnv;
    if (source.includes("connectBilling")) return envs.BillingEnv;
    if (source.includes("connectEstimate")) return envs.BillingEnv;
    if (source.includes("connectBackupFiles")) return envs.BackupEnv;
    return /connect(Write|Restore|Plan|Create)\b/.test(source) ? envs.WriteEnv : envs.ReadEnv;
  };
  const functions = ofType("AWS::Lambda::Function").flatMap(([, { Properties }]) => {
    const [, kind = "", name = ""] = /^Kubewright (\w+)\/([\w-]+)$/.exec(String(Properties["Description"])) ?? [];
    const given = (Properties["Environment"] as { Variables: Record<string, unknown> } | undefined)?.Variables ?? {};
    return kind ? [[`${kind}/${name}`, kind, name, given] as const] : [];
  });

  test("every function is there", () => {
    const files = ["api", "stages", "events", "authorizer"].flatMap((kind) =>
      readdirSync(join(root, "functions", kind))
        .filter((file) => !file.endsWith(".test.ts"))
        .map((file) => `${kind}/${file.replace(/\.ts$/, "")}`),
    );
    expect(functions.map(([path]) => path).sort()).toEqual(files.sort());
    expect(files.length).toBeGreaterThan(30);
  });

  test.each(functions)("of %s is what the function reads", (_, kind, name, given) => {
    // The Lambda service's own; references are text once they are deployed.
    const deployed = { AWS_REGION: "us-east-1", ...given };
    const texts = Object.entries(deployed).map(([key, value]) => [
      key,
      typeof value === "string" ? value : "reference",
    ]);
    const schema = envOf(kind, name);
    expect(schema.safeParse(Object.fromEntries(texts)).error).toBeUndefined();
    const known = new Set([...Object.keys(schema.shape), "POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL"]);
    expect(Object.keys(given).filter((key) => !known.has(key))).toEqual([]);
  });
});

test("no stage's function lives longer than an operation waits for those that a stopped workflow has left", () => {
  const lives = ofType("AWS::Lambda::Function").flatMap(([, { Properties }]) =>
    String(Properties["Description"]).startsWith("Kubewright stages/") ? [Number(Properties["Timeout"])] : [],
  );
  expect(lives.length).toBeGreaterThan(50);
  expect(Math.max(...lives) * 1000).toBeLessThan(functionsLive);
});

describe("events", () => {
  const functions = new Map(
    ofType("AWS::Lambda::Function").flatMap(([id, { Properties }]) => {
      const [, name] = /^Kubewright events\/([\w-]+)$/.exec(String(Properties["Description"])) ?? [];
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
  const nameOf = (arn: { "Fn::GetAtt"?: string[] }): string => functions.get(arn["Fn::GetAtt"]?.[0] ?? "") ?? "";
  const rules = ofType("AWS::Events::Rule").map(([, { Properties }]) => ({
    calls: (Properties["Targets"] as { Arn: object }[]).map(({ Arn }) => nameOf(Arn)),
    when: Properties["ScheduleExpression"] ?? Properties["EventPattern"],
  }));

  test("whatever looks after clusters is called each minute or now and then, and by what tells of machines", () => {
    expect(rules).toHaveLength(9);
    expect(rules).toEqual(
      expect.arrayContaining([
        { calls: ["tick"], when: "rate(1 minute)" },
        { calls: ["refresh-prices"], when: "rate(1 hour)" },
        { calls: ["watch-clusters"], when: "rate(1 minute)" },
        { calls: ["compare-clusters"], when: "rate(10 minutes)" },
        {
          calls: ["compare-clusters"],
          when: { source: ["kubewright"], "detail-type": ["Kubewright Clusters To Compare"] },
        },
        {
          calls: ["watch-clusters"],
          when: { source: ["kubewright"], "detail-type": ["Kubewright Clusters To Watch"] },
        },
        {
          calls: ["machine-changed"],
          when: {
            source: ["aws.ec2"],
            "detail-type": ["EC2 Instance State-change Notification"],
            detail: { state: ["shutting-down", "stopped"] },
          },
        },
        {
          calls: ["machine-changed"],
          when: {
            source: ["aws.ec2"],
            "detail-type": ["EC2 Instance State-change Notification"],
            detail: { state: ["running"] },
          },
        },
        {
          calls: ["machine-changed"],
          when: { source: ["aws.ec2"], "detail-type": ["EC2 Spot Instance Interruption Warning"] },
        },
      ]),
    );
  });

  test("no function is called by nobody", () => {
    const streams = ofType("AWS::Lambda::EventSourceMapping").map(([, { Properties }]) => {
      const { Ref } = Properties["FunctionName"] as { Ref?: string };
      return functions.get(Ref ?? "") ?? "";
    });
    expect([...new Set([...rules.flatMap(({ calls }) => calls), ...streams])].sort()).toEqual(
      [...functions.values()].sort(),
    );
  });
});

describe("what nobody tells again", () => deadLettersAreKept(resources, templateOf(folder, "KubewrightEvents")));

describe("alarms", () => {
  const alarms = ofType("AWS::CloudWatch::Alarm");

  test("each workflow that is cut off, and each function of events that fails or is not called, wakes somebody", () => {
    const [[topic = ""] = []] = ofType("AWS::SNS::Topic");
    expect(alarms.map(([, { Properties }]) => Properties["AlarmActions"])).toEqual(alarms.map(() => [{ Ref: topic }]));
    const of = (ending: RegExp) => alarms.filter(([id]) => ending.test(id)).length;
    expect(of(/CutOff/)).toBe(readdirSync(join(root, "statemachines")).length);
    expect(of(/Fails/)).toBe(readdirSync(join(root, "functions/events")).length + 1);
    expect(of(/IsSilent/)).toBe(3);
    // What lies in the dead-letter queue, and what could not even be put there.
    expect([of(/DeadLetters/), of(/LosesEvents/)]).toEqual([1, 2]);
  });

  const watched = alarms.map(([id, { Properties }]) => {
    type Stat = { Metric: { Namespace: string; MetricName: string }; Period: number; Stat: string };
    const [{ MetricStat } = {}] = (Properties["Metrics"] ?? []) as { MetricStat?: Stat }[];
    const { Metric, Period, Stat } = MetricStat ?? {};
    return { id, from: Properties["Threshold"], namespace: Metric?.Namespace, name: Metric?.MetricName, Period, Stat };
  });

  test("what the clock calls seldom wakes somebody by its first failure, or few within an hour", () => {
    const failing = (name: string) => watched.filter(({ id }) => id.startsWith(`${name}Fails`));
    expect(failing("RefreshPrices")).toMatchObject([{ from: 1, Period: 3600 }]);
    expect(failing("CompareClusters")).toMatchObject([{ from: 3, Period: 3600 }]);
    expect(failing("Tick")).toMatchObject([{ from: 3, Period: 300 }]);
  });

  test("a price that is not read, and a ledger that differs, wake somebody; each is counted by some function", () => {
    const own = watched.filter(({ namespace }) => namespace === "Kubewright");
    expect(own.map(({ name }) => name).sort()).toEqual([
      ...["LedgerResidualSeconds", "PricesNotRead", "SpotPricesNotRead"],
    ]);
    const counting = ["events/refresh-prices", "events/watch-clusters"].map((name) =>
      readFileSync(join(root, "functions", `${name}.ts`), "utf8"),
    );
    for (const { name, ...rest } of own) {
      expect(rest).toMatchObject({ from: 1, Stat: "Maximum", Period: 3600 });
      expect(counting.join("\n")).toContain(`${name}:`);
    }
  });

  test("silence is no fault but where a clock calls", () => {
    for (const [id, { Properties }] of alarms)
      expect({ id, silence: Properties["TreatMissingData"] }).toEqual({
        id,
        silence: id.includes("IsSilent") ? "breaching" : "notBreaching",
      });
  });
});

describe("rights", () => rightsHold(resources));

describe("what must outlive a deployment", () => {
  test("keeps its logical id: another one would replace it", () => {
    expect(ofType("AWS::DynamoDB::Table").map(([id]) => id)).toEqual(["TableCD117FA1"]);
    expect(
      ofType("AWS::StepFunctions::StateMachine")
        .map(([, { Properties }]) => Properties["StateMachineName"])
        .sort(),
    ).toEqual([
      "kubewright-back-up-cluster",
      "kubewright-change-nodes",
      "kubewright-create-cluster",
      "kubewright-delete-cluster",
      "kubewright-drill-backup",
      "kubewright-hibernate-cluster",
      "kubewright-mend-cluster",
      "kubewright-replace-member",
      "kubewright-restore-cluster",
      "kubewright-revoke-credentials",
      "kubewright-upgrade-cluster",
      "kubewright-wake-cluster",
    ]);
  });

  test("is retained, and cannot be deleted by mistake", () => {
    for (const [, { DeletionPolicy, Properties }] of ofType("AWS::DynamoDB::Table")) {
      expect(DeletionPolicy).toBe("Retain");
      expect(Properties).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });
});

describe("machine images", () => {
  test("each version has a pipeline for each architecture, whose images carry the tag that machines are launched by", () => {
    const tags = ofType("AWS::ImageBuilder::DistributionConfiguration").map(
      ([, { Properties }]) =>
        (Properties["Distributions"] as { AmiDistributionConfiguration: { AmiTags: Record<string, string> } }[])[0]
          ?.AmiDistributionConfiguration.AmiTags,
    );
    const wanted = architectures.flatMap(() => [...kubernetesVersions]);
    expect(tags).toEqual(wanted.map((version) => ({ "kubewright:kubernetes-version": version })));
    const bases = ofType("AWS::ImageBuilder::ImageRecipe").map(([, { Properties }]) => Properties["ParentImage"]);
    const basesOf = (name: string) =>
      bases.filter((base) => String(base).endsWith(`/debian/release/12/latest/${name}`));
    expect([basesOf("amd64").length, basesOf("arm64").length]).toEqual(
      architectures.map(() => kubernetesVersions.length),
    );
    expect(readFileSync(join(root, "adapters/ec2-machines.ts"), "utf8")).toContain(
      '"tag:kubewright:kubernetes-version"',
    );
    expect(ofType("AWS::ImageBuilder::ImagePipeline")).toHaveLength(wanted.length);
  });

  test("the recipe's asset holds the install program and the files, and none of our modules", () => {
    const [asset = ""] = readdirSync(folder).filter(
      (name) => name.startsWith("asset.") && existsSync(join(folder, name, "install.sh")),
    );
    expect(readdirSync(join(folder, asset)).sort()).toEqual(["files", "install.sh"]);
  });

  test("the recipe lies where only root writes, and is no part of the image, whatever fails", () => {
    const documents = ofType("AWS::ImageBuilder::Component").map(([, { Properties }]) => JSON.stringify(Properties));
    expect(documents.length).toBeGreaterThan(0);
    for (const document of documents) {
      expect(document).not.toContain("/tmp");
      // One script, or the trap would be another shell's.
      expect(document).toMatch(
        /set -eu[\\n]+trap 'rm -rf \/root\/kubewright-node \/root\/kubewright-node.zip' EXIT[\\n]+python3/,
      );
    }
  });

  test("the local deployment leaves them out", () => {
    expect(readFileSync(join(root, "local/assembly.ts"), "utf8")).toContain("buildNodeImages: false");
  });
});
