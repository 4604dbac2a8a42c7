import { useInfiniteQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { EventTable } from "../../ui/EventTable.tsx";
import { More } from "../../ui/More.tsx";
import { Section } from "../../ui/Section.tsx";

/** Who did what in the tenant. */
export const Audit = () => {
  const asked = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET("/events", { params: { query: { pageSize: 50, ...(pageParam ? { pageToken: pageParam } : {}) } } }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ nextPageToken }) => nextPageToken,
    refetchInterval: lookAgain(() => pace.calm),
  });
  return (
    <Section head={texts.service.part.audit}>
      <Awaited of={asked}>
        {({ pages }) => <EventTable clusters events={pages.flatMap(({ items }) => items)} />}
      </Awaited>
      <More of={asked} />
    </Section>
  );
};
