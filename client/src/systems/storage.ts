/** This browser's memory, or null where it is forbidden (private modes): then every visit is the first. */
export function browserStorage(): Storage | null {
  try {
    const key = "madang.probe";
    localStorage.setItem(key, key);
    localStorage.removeItem(key);
    return localStorage;
  } catch {
    return null;
  }
}
