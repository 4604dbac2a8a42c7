import Button from "@cloudscape-design/components/button";
import { texts } from "../texts.ts";

interface Props {
  /** From 0. */
  page: number;
  pages: number;
  /** Whether there are pages that have not been fetched. */
  more: boolean;
  onPage: (page: number) => void;
}

/** Steps through a list that is longer than a page; nothing for one that is not. */
export const Pager = ({ page, pages, more, onPage }: Props) =>
  pages <= 1 && !more ? null : (
    <nav className="kw-pager" aria-label={texts.pager.label}>
      <Button disabled={page === 0} onClick={() => onPage(page - 1)}>
        {texts.pager.before}
      </Button>
      <span>{texts.pager.at(page + 1, pages, more)}</span>
      <Button disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>
        {texts.pager.after}
      </Button>
    </nav>
  );
