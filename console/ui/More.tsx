import Button from "@cloudscape-design/components/button";
import { texts } from "../texts.ts";

interface Props {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The next page of a list that grows downwards; nothing at its end. */
export const More = ({ of: { hasNextPage, isFetchingNextPage, fetchNextPage } }: Props) =>
  hasNextPage ? (
    <div className="kw-pager">
      <Button loading={isFetchingNextPage} loadingText={texts.loading} onClick={() => void fetchNextPage()}>
        {texts.pager.more}
      </Button>
    </div>
  ) : null;
