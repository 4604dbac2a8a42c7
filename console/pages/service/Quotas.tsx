import ProgressBar from "@cloudscape-design/components/progress-bar";
import { useQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { Section } from "../../ui/Section.tsx";

const { service: words } = texts;

/** What the tenant may have, and has. */
export const Quotas = () => {
  const asked = useQuery({
    queryKey: ["quotas"],
    queryFn: () => answered(api.GET("/quotas")),
    refetchInterval: lookAgain(() => pace.calm),
  });
  return (
    <Section head={words.part.quotas}>
      <Awaited of={asked}>
        {({ items }) => (
          <div className="kw-quotas">
            {items.map(({ name, used, limit }) => (
              <ProgressBar
                key={name}
                label={words.quota[name]}
                value={limit === 0 ? 100 : Math.min(100, (100 * used) / limit)}
                additionalInfo={words.used(used, limit)}
              />
            ))}
          </div>
        )}
      </Awaited>
    </Section>
  );
};
