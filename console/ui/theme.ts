import { useEffect, useState } from "react";

const key = "kubewright.theme";
export type Theme = "light" | "dark";

const dark = matchMedia("(prefers-color-scheme: dark)");
const chosen = (): Theme | undefined => {
  const kept = localStorage.getItem(key);
  return kept === "light" || kept === "dark" ? kept : undefined;
};
const wanted = (): Theme => chosen() ?? (dark.matches ? "dark" : "light");

const show = (theme: Theme): void => {
  document.body.classList.toggle("awsui-dark-mode", theme === "dark");
  document.documentElement.style.colorScheme = theme;
};

/** Before the first paint, so that nothing flashes. */
export const showTheme = (): void => show(wanted());

/** Light or dark: as the system is, until somebody chooses. */
export const useTheme = (): [Theme, (theme: Theme) => void] => {
  const [theme, setTheme] = useState(wanted);
  useEffect(() => {
    const follow = () => setTheme(wanted());
    dark.addEventListener("change", follow);
    return () => dark.removeEventListener("change", follow);
  }, []);
  useEffect(() => show(theme), [theme]);
  const choose = (next: Theme): void => {
    localStorage.setItem(key, next);
    setTheme(next);
  };
  return [theme, choose];
};
