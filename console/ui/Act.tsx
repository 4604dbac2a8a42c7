import Button, { type ButtonProps } from "@cloudscape-design/components/button";

interface Props
  extends Pick<ButtonProps, "variant" | "ariaLabel" | "loading" | "loadingText" | "iconName" | "formAction"> {
  /** Why it cannot be asked for now, in words; it can while there is no reason. */
  why?: string | undefined;
  onClick?: () => void;
  children?: string;
}

/** A button that says why it does nothing, to those who see it and to those who hear it. */
export const Act = ({ why, onClick, ...rest }: Props) => (
  <Button
    {...rest}
    {...(why === undefined ? {} : { disabled: true, disabledReason: why })}
    {...(onClick ? { onClick: () => onClick() } : {})}
  />
);
