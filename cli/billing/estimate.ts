import type { Command } from "commander";
import { bodyOf, type CreateOptions, describing } from "#cli/cluster/create.ts";
import { priceText } from "#cli/cluster/price-text.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";

/** Names belong to clusters that are made; an estimate needs none. */
const anyName = "estimate";

export const billingEstimate = (world: World): Command =>
  describing(verb("estimate", "what a cluster would cost, here and elsewhere; nothing is made")).action(
    async (options: CommonOptions & CreateOptions) => {
      const { client, print } = openSession(world, options);
      const price = await client("billingEstimate", { body: bodyOf(anyName, options) });
      print(price, priceText(price));
    },
  );
