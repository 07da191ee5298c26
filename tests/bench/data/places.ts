import type { PlaceInput } from '../../../src/domain/place.ts';
import { at, type Random } from './random.ts';

/** Cities that events cluster around: name, country, longitude, latitude. Those named first are named most. */
const rows = `
Donetsk UA 37.80 48.02|Aleppo SY 37.16 36.20|Kabul AF 69.17 34.53|Baghdad IQ 44.36 33.31|Mogadishu SO 45.34 2.04
Maiduguri NG 13.16 11.83|Idlib SY 36.63 35.93|Kharkiv UA 36.23 49.99|Mosul IQ 43.13 36.34|Sana’a YE 44.21 15.35
Goma CD 29.23 -1.68|Kandahar AF 65.71 31.61|Gaza PS 34.45 31.50|Homs SY 36.72 34.73|Bangui CF 18.56 4.36
Peshawar PK 71.58 34.01|Mariupol UA 37.55 47.10|Juba SS 31.58 4.85|Quetta PK 67.00 30.18|Tripoli LY 13.19 32.89
Kirkuk IQ 44.39 35.47|Bamako ML -8.00 12.65|Hodeidah YE 42.95 14.80|Raqqa SY 39.01 35.95|Jalalabad AF 70.45 34.43
Benghazi LY 20.07 32.12|Gao ML -0.04 16.27|Khartoum SD 32.53 15.50|El Fasher SD 25.35 13.63|Bogotá CO -74.07 4.71
Medellín CO -75.56 6.24|Ciudad Juárez MX -106.42 31.69|Culiacán MX -107.39 24.81|Port-au-Prince HT -72.34 18.54
Caracas VE -66.90 10.48|São Paulo BR -46.63 -23.55|Rio de Janeiro BR -43.17 -22.91|Tegucigalpa HN -87.21 14.07
San Salvador SV -89.19 13.69|Lima PE -77.04 -12.05|Manila PH 120.98 14.60|Cotabato PH 124.25 7.22|Jolo PH 121.00 6.05
Yangon MM 96.17 16.87|Sittwe MM 92.90 20.15|Myitkyina MM 97.40 25.38|Dhaka BD 90.41 23.81|Srinagar IN 74.80 34.08
Imphal IN 93.94 24.82|Mumbai IN 72.88 19.08|Colombo LK 79.86 6.93|Jaffna LK 80.01 9.67|Pattani TH 101.25 6.87
Dili TL 125.57 -8.56|Port Moresby PG 147.18 -9.44|Honiara SB 159.95 -9.43|Suva FJ 178.44 -18.14|Moscow RU 37.62 55.76
Grozny RU 45.69 43.32|Makhachkala RU 47.50 42.98|Rostov-on-Don RU 39.71 47.24|Tbilisi GE 44.79 41.72|Yerevan AM 44.51 40.18
Stepanakert AZ 46.75 39.82|Baku AZ 49.87 40.41|Ankara TR 32.85 39.93|Diyarbakır TR 40.23 37.91|İstanbul TR 28.98 41.01
Tehran IR 51.39 35.69|Zahedan IR 60.86 29.50|Beirut LB 35.50 33.89|Damascus SY 36.29 33.51|Amman JO 35.93 31.95
Jerusalem IL 35.21 31.77|Cairo EG 31.24 30.04|Arish EG 33.80 31.13|Addis Ababa ET 38.75 9.03|Mekelle ET 39.48 13.49
Asmara ER 38.93 15.34|Nairobi KE 36.82 -1.29|Garissa KE 39.64 -0.45|Kampala UG 32.58 0.35|Bujumbura BI 29.36 -3.38
Bukavu CD 28.84 -2.51|Kinshasa CD 15.27 -4.44|Bamenda CM 10.15 5.96|N’Djamena TD 15.06 12.13|Niamey NE 2.11 13.51
Ouagadougou BF -1.52 12.37|Abidjan CI -4.01 5.36|Conakry GN -13.68 9.54|Kano NG 8.52 12.00|Jos NG 8.89 9.90
Pemba MZ 40.52 -12.97|Harare ZW 31.05 -17.83|Johannesburg ZA 28.05 -26.20|Paris FR 2.35 48.86|Brussels BE 4.35 50.85
London GB -0.13 51.51|Madrid ES -3.70 40.42|Kyiv UA 30.52 50.45|Odesa UA 30.72 46.48|Zaporizhzhia UA 35.14 47.84
Washington US -77.04 38.91|Geneva CH 6.14 46.20|New York US -74.01 40.71|The Hague NL 4.30 52.08|Athens GR 23.73 37.98`;

type City = { name: string; countryCode: string; longitude: number; latitude: number };

export const cities: readonly City[] = rows
  .trim()
  .split(/\n|\|/)
  .map((row) => {
    const [, name = '', countryCode = '', longitude, latitude] =
      /^(.+) ([A-Z]{2}) (\S+) (\S+)$/.exec(row) ?? [];
    return { name, countryCode, longitude: Number(longitude), latitude: Number(latitude) };
  });

const districts = ['northern', 'old', 'eastern', 'harbour', 'western', 'industrial', 'central', 'southern'];
const villages = 'Novara Khelat Tamsin Bereki Odumba Saltano Marwen Pirova Jedda Kolwe Azraq Temir'.split(
  ' ',
);

const coordinate = (degrees: number) => Math.round(degrees * 10_000) / 10_000;

/** A place in or around a city. Nine of ten have a point; those lie the denser the nearer to the centre. */
export function placeNear(random: Random, cityIndex: number): PlaceInput {
  const { name, countryCode, longitude, latitude } = at(cities, cityIndex);
  const where = random.next();
  const inside = where < 0.55;
  const place: PlaceInput = {
    name: inside
      ? `${random.pick(districts)} district, ${name}`
      : where < 0.8
        ? name
        : `${random.pick(villages)}, near ${name}`,
    countryCode,
  };
  if (!random.chance(0.9)) return { ...place, precision: 'unknown' };
  // The square of an even draw crowds towards the centre.
  const away = random.next() ** 2 * (inside ? 0.15 : 1);
  const direction = random.next() * 2 * Math.PI;
  const east = longitude + (away * Math.cos(direction)) / Math.cos((latitude * Math.PI) / 180);
  place.point = {
    longitude: coordinate(east > 180 ? east - 360 : east),
    latitude: coordinate(latitude + away * Math.sin(direction)),
  };
  place.precision = inside ? 'exact' : where < 0.8 ? 'locality' : 'approximate';
  return place;
}
