import { expect, test } from "@jest/globals";
import { machineEventOf } from "./machine-event.ts";

/** The examples of the EC2 User Guide. */
const common = {
  version: "0",
  id: "1e5527d7-bb36-4607-3370-4164db56a40e",
  source: "aws.ec2",
  account: "123456789012",
  time: "2026-01-01T12:34:56Z",
  region: "us-east-1",
  resources: ["arn:aws:ec2:us-east-1b:instance/i-0b662ef9931388ba0"],
};

test("a change of state and a warning are told apart", () => {
  const change = {
    ...common,
    "detail-type": "EC2 Instance State-change Notification",
    detail: { "instance-id": "i-0b662ef9931388ba0", state: "terminated" },
  };
  const warning = {
    ...common,
    "detail-type": "EC2 Spot Instance Interruption Warning",
    detail: { "instance-id": "i-0b662ef9931388ba0", "instance-action": "terminate" },
  };
  const told = { instanceId: "i-0b662ef9931388ba0", at: "2026-01-01T12:34:56.000Z" };
  expect(machineEventOf(change)).toEqual({ ...told, kind: "state", state: "terminated" });
  expect(machineEventOf(warning)).toEqual({ ...told, kind: "spot-notice" });
});

test.each([
  { ...common, "detail-type": "Scheduled Event", detail: { "instance-id": "i-0b662ef9931388ba0" } },
  { ...common, "detail-type": "EC2 Instance State-change Notification", detail: {} },
  { ...common, "detail-type": "EC2 Instance State-change Notification", detail: { "instance-id": "x" } },
  {},
])("anything else is no event of a machine", (event) => {
  expect(() => machineEventOf(event)).toThrow();
});
