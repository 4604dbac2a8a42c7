import { expect, test } from "@jest/globals";
import { machinePolicy, placeOf } from "./machine-policy.ts";

const place = placeOf("arn:aws:iam::123456789012:role/x", "eu-west-1");
const policy = machinePolicy(place, {
  secretName: "kubewright/cls_1/worker",
  reportPrefix: "/kubewright/cls_1/boot",
  instanceTag: "kubewright:instance-arn",
});
const statement = (sid: string) => policy.Statement.find(({ Sid }) => Sid === sid);

test("the one secret and no other", () => {
  expect(statement("ReadOwnSecret")?.Resource).toBe(
    "arn:aws:secretsmanager:eu-west-1:123456789012:secret:kubewright/cls_1/worker-??????",
  );
});

test("a task token only when its tag names the calling machine", () => {
  expect(statement("ReadOwnTaskToken")).toMatchObject({
    Action: "ssm:GetParameter",
    Resource: "arn:aws:ssm:eu-west-1:123456789012:parameter/kubewright/cls_1/boot/*",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable, filled in by IAM
    Condition: { StringEquals: { "aws:ResourceTag/kubewright:instance-arn": "${ec2:SourceInstanceARN}" } },
  });
});

test("a drill may read its one snapshot, and write none", () => {
  const backups = { bucket: "backups", keys: "etcd/cls_1/bkp_1", mayWrite: false };
  const more = {
    secretName: "kubewright/cls_1/drill",
    reportPrefix: "/kubewright/cls_1/boot",
    instanceTag: "t",
    backups,
  };
  const { Statement } = machinePolicy(place, more);
  expect(Statement.filter(({ Sid }) => Sid === "OwnSnapshots" || Sid === "DecryptSnapshots")).toMatchObject([
    { Action: ["s3:GetObject"], Resource: "arn:aws:s3:::backups/etcd/cls_1/bkp_1" },
    { Action: ["kms:Decrypt"] },
  ]);
});

test("'*' stands only where the call names no resource", () => {
  expect(policy.Statement.filter(({ Resource }) => Resource === "*").map(({ Sid }) => Sid)).toEqual(["AnswerTask"]);
});
