import { useInfiniteQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import { forbids } from "../../session/may.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { EventTable } from "../../ui/EventTable.tsx";
import { More } from "../../ui/More.tsx";
import { Section } from "../../ui/Section.tsx";

const Events = () => {
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
    <>
      <Awaited of={asked}>
        {({ pages }) => <EventTable clusters events={pages.flatMap(({ items }) => items)} />}
      </Awaited>
      <More of={asked} />
    </>
  );
};

/** Who did what in the tenant; who may not see it is told who may. */
export const Audit = () => {
  const forbidden = forbids("eventList");
  return <Section head={texts.service.part.audit}>{forbidden ? <p>{forbidden}</p> : <Events />}</Section>;
};
