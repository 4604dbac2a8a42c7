import * as z from "zod";

/** In their order. Each replaces every machine once; neighbours trust each other, so each can stop anywhere, go on, or go back. */
export const keyPhases = ["add", "move", "drop"] as const;
export type KeyPhase = (typeof keyPhases)[number];

/** How far a phase is, and which way it goes. */
export const KeyRotationProgress = z
  .strictObject({
    phase: z.enum(keyPhases),
    goesBack: z.boolean().meta({ description: "to how it was before the phase" }),
    step: z.string().optional().meta({ description: "what is done now, in words" }),
    machines: z.strictObject({ done: z.int(), total: z.int() }),
  })
  .meta({ id: "KeyRotationProgress", example: { phase: "add", goesBack: false, machines: { done: 2, total: 6 } } });
export type KeyRotationProgress = z.infer<typeof KeyRotationProgress>;
