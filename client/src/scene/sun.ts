/**
 * Where the sun and the moon stand over a spot of the Earth at a moment.
 * Sun: NOAA's solar calculator (gml.noaa.gov/grad/solcalc/calcdetails.html, after Meeus, Astronomical Algorithms),
 * true to about 0.01°. Moon: the low-precision formulae of the Astronomical Almanac (page D22), cut to their
 * largest terms, true to about 1°: enough for a light in the sky.
 */

/** Degrees: height over the horizon (without refraction), and direction clockwise from north. */
export interface Standing {
  readonly altitude: number;
  readonly azimuth: number;
}

const RADIANS = Math.PI / 180;
const sin = (degrees: number): number => Math.sin(degrees * RADIANS);
const cos = (degrees: number): number => Math.cos(degrees * RADIANS);
const turn = (degrees: number): number => ((degrees % 360) + 360) % 360;

/** Days since noon of 1 January 2000, universal time. */
const daysOf = (unix_ms: number): number => unix_ms / 86_400_000 - 10_957.5;

/** Right ascension and declination, degrees. */
interface Equatorial {
  readonly ascension: number;
  readonly declination: number;
}

function equatorial(longitude: number, latitude: number, obliquity: number): Equatorial {
  const y = sin(longitude) * cos(obliquity) - Math.tan(latitude * RADIANS) * sin(obliquity);
  const up = sin(latitude) * cos(obliquity) + cos(latitude) * sin(obliquity) * sin(longitude);
  return { ascension: turn(Math.atan2(y, cos(longitude)) / RADIANS), declination: Math.asin(up) / RADIANS };
}

function standing({ ascension, declination }: Equatorial, days: number, lat: number, lon: number): Standing {
  const hour = 280.46062 + 360.985647366 * days + lon - ascension;
  const altitude = Math.asin(sin(lat) * sin(declination) + cos(lat) * cos(declination) * cos(hour));
  const azimuth = Math.atan2(sin(hour), cos(hour) * sin(lat) - Math.tan(declination * RADIANS) * cos(lat));
  return { altitude: altitude / RADIANS, azimuth: turn(azimuth / RADIANS + 180) };
}

/** The sun over latitude and longitude (degrees, north and east positive) at `unix_ms`. */
export function sunAt(unix_ms: number, lat: number, lon: number): Standing {
  const days = daysOf(unix_ms);
  const century = days / 36_525;
  const mean = 280.46646 + century * (36_000.76983 + century * 0.0003032);
  const anomaly = 357.52911 + century * (35_999.05029 - 0.0001537 * century);
  const centre =
    sin(anomaly) * (1.914602 - century * (0.004817 + 0.000014 * century)) +
    sin(2 * anomaly) * (0.019993 - 0.000101 * century) +
    sin(3 * anomaly) * 0.000289;
  const node = 125.04 - 1934.136 * century;
  const longitude = mean + centre - 0.00569 - 0.00478 * sin(node);
  const obliquity = 23.439291 - 0.0130042 * century + 0.00256 * cos(node);
  return standing(equatorial(longitude, 0, obliquity), days, lat, lon);
}

/** The moon over a spot at `unix_ms`. */
export function moonAt(unix_ms: number, lat: number, lon: number): Standing {
  const days = daysOf(unix_ms);
  const anomaly = 134.963 + 13.064993 * days;
  const fromSun = 297.85 + 12.190749 * days;
  const longitude =
    218.316 +
    13.176396 * days +
    6.289 * sin(anomaly) +
    1.274 * sin(2 * fromSun - anomaly) +
    0.658 * sin(2 * fromSun);
  const latitude = 5.128 * sin(93.272 + 13.22935 * days);
  return standing(equatorial(longitude, latitude, 23.4393), days, lat, lon);
}

/**
 * The unit vector towards something in the sky, in the place's axes (x east, y up, z south); `bearing` is where
 * the place's own north looks, degrees clockwise from true north.
 */
export function towards({ altitude, azimuth }: Standing, bearing: number): [number, number, number] {
  const away = azimuth - bearing;
  return [cos(altitude) * sin(away), sin(altitude), -cos(altitude) * cos(away)];
}
