import { useInfiniteQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import type { Cluster } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { EventTable } from "../../ui/EventTable.tsx";
import { More } from "../../ui/More.tsx";
import { Section } from "../../ui/Section.tsx";

const useEvents = (clusterId: string, busy: boolean) =>
  useInfiniteQuery({
    queryKey: ["events", clusterId],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/clusters/{clusterId}/events", {
          params: { path: { clusterId }, query: { pageSize: 30, ...(pageParam ? { pageToken: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    refetchInterval: lookAgain(() => (busy ? 2 * pace.busy : pace.calm)),
  });

/** What happened to the cluster, and who did it. */
const Events = ({ cluster: { id, activeOperation } }: { cluster: Cluster }) => {
  const asked = useEvents(id, activeOperation !== undefined);
  return (
    <Section head={texts.cluster.tab.events}>
      <Awaited of={asked}>{({ pages }) => <EventTable events={pages.flatMap(({ items }) => items)} />}</Awaited>
      <More of={asked} />
    </Section>
  );
};
export default Events;
