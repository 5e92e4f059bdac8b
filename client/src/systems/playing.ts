/** Whether something that has hours, such as the fountain, plays now. */
import type { PlayingHours } from "../ui/config";
import type { TimeOfDay } from "./hour";

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** True inside one of the hours' times in one of its months; months may wrap about the year (11 to 2). */
export function isPlaying(hours: PlayingHours, now: TimeOfDay): boolean {
  const [first, last] = hours.months;
  const inSeason =
    first <= last ? now.month >= first && now.month <= last : now.month >= first || now.month <= last;
  const minutes = now.hour * 60 + now.minute;
  return (
    inSeason &&
    hours.times.some((times) => minutesOf(times) <= minutes && minutes < minutesOf(times.slice(6)))
  );
}
