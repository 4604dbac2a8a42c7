import * as z from "zod";
import { ChangePrice, Price } from "./billing.ts";
import { BlastRadius } from "./blast-radius.ts";
import { OperationKind } from "./operations.ts";

/** Query of calls that can tell what they would do. */
export const PlanQuery = z.strictObject({
  validateOnly: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "true: check the request and answer with the plan; nothing is written" }),
});

export const PlannedResource = z
  .strictObject({
    kind: z.string().meta({ description: "such as instance, volume, nat-gateway" }),
    count: z.int(),
    detail: z.string().optional().meta({ description: "such as the machine type, or the size of a disk" }),
  })
  .meta({ id: "PlannedResource", example: { kind: "instance", count: 3, detail: "t3.large" } });
export type PlannedResource = z.infer<typeof PlannedResource>;

export const PlannedCall = z
  .strictObject({ call: z.string(), times: z.int() })
  .meta({ id: "PlannedCall", example: { call: "ec2:RunInstances", times: 3 } });
export type PlannedCall = z.infer<typeof PlannedCall>;

export const PlannedStage = z
  .strictObject({
    name: z.string(),
    makes: z.array(PlannedResource),
    removes: z.array(PlannedResource),
    calls: z.array(PlannedCall).meta({
      description: "AWS calls that make or change something, when none has to be repeated; not those that only look",
    }),
  })
  .meta({ id: "PlannedStage" });
export type PlannedStage = z.infer<typeof PlannedStage>;

/** What an operation would do: its stages in order, what each makes and calls, and what is there at the end. */
export const Plan = z
  .strictObject({
    kind: OperationKind,
    clusterName: z.string(),
    stages: z.array(PlannedStage),
    resources: z
      .array(PlannedResource)
      .meta({ description: "what has been made and is there at the end, in the order of its making" }),
    price: Price.optional().meta({ description: "of a new cluster: of what is there at the end" }),
    changePrice: ChangePrice.optional().meta({ description: "of a cluster that is there" }),
    proof: BlastRadius.optional().meta({
      description: "of a change of machines that are there, or come to a cluster that is there",
    }),
  })
  .meta({
    id: "Plan",
    example: {
      kind: "cluster.create",
      clusterName: "web",
      stages: [
        {
          name: "CreateKeys",
          makes: [{ kind: "secret", count: 2 }],
          removes: [],
          calls: [{ call: "secretsmanager:CreateSecret", times: 2 }],
        },
      ],
      resources: [{ kind: "secret", count: 2 }],
    },
  });
export type Plan = z.infer<typeof Plan>;
