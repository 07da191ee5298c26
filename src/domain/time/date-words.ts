/**
 * Translates the words of a written date to short marks, so that few patterns recognise many spellings: `5 de marzo de 2024`
 * and `5th of March 2024` both become `5 m03 2024`. English, German, French, Spanish, Russian and Ukrainian.
 */

const marks: Readonly<Record<string, string>> = {
  m01: 'jan january januar janner jaenner janvier janv enero ene январь января январе янв січень січня січні січ',
  m02: 'feb february februar fevrier fevr fev febrero febr февраль февраля феврале фев февр лютии лютого лютому лют',
  m03: 'mar march marz maerz mars marzo март марта марте мар березень березня березні бер',
  m04: 'apr april avril avr abril abr апрель апреля апреле апр квітень квітня квітні квіт',
  m05: 'may mai mayo маи мая мае травень травня травні трав',
  m06: 'jun june juni juin junio июнь июня июне июн червень червня червні черв',
  m07: 'jul july juli juillet juil julio июль июля июле июл липень липня липні лип',
  m08: 'aug august aout agosto ago август августа августе авг серпень серпня серпні серп',
  m09: 'sep sept september septembre septiembre setiembre сентябрь сентября сентябре сен сент вересень вересня вересні вер',
  m10: 'oct october okt oktober octobre octubre октябрь октября октябре окт жовтень жовтня жовтні жовт',
  m11: 'nov november novembre noviembre ноябрь ноября ноябре ноя нояб листопад листопада листопаді лист',
  m12: 'dec december dez dezember decembre diciembre dic декабрь декабря декабре дек грудень грудня грудні груд',
  s21: 'spring fruhling fruhjahr printemps primavera весна весны весной весною весни весні навесні',
  s22: 'summer sommer ete verano лето лета летом літо літа влітку',
  s23: 'autumn fall herbst automne otono осень осени осенью осінь осені восени',
  s24: 'winter hiver invierno зима зимы зимои зимою зими зимі взимку',
  p1: 'early beginning start anfang debut principios comienzos inicios начало начале початок початку',
  p2: 'mid middle mitte mi milieu mediados середина середине середині',
  p3: 'late end ende fin finales fines конец конце кінець кінці',
  cent: 'century centuries jahrhundert jahrhunderts jh jhd siecle siglo век века веке століття ст',
  dcd: 'decade jahre jahren annees anos годы годах гг роки роках років рр',
  q: 'quarter quartal trimestre квартал',
  half: 'half halbjahr semestre полугодие півріччя',
  '~': 'c ca circa about around approx approximately um etwa ungefahr vers environ hacia около ок примерно близько',
  '?': 'possibly probably perhaps maybe',
  '>': 'to until till through thru bis au jusqu hasta al до по',
  from: 'from von vom du от с со з від',
  between: 'between zwischen entre между між',
  since: 'since seit depuis desde',
  now: 'present now today ongoing heute oggi hoy',
  1: 'first erstes premier primer первое',
  2: 'second zweites deuxieme segundo второе',
  3: 'third drittes troisieme tercer',
  4: 'fourth viertes quatrieme cuarto',
  and: 'and und et y и і та',
  or: 'or oder ou o или або чи',
  '': 'of the de del des den der le la el les los la las a am im in en on at в г год года году р рік року році у uhr',
  // Days of the week, which a date does not need.
  ' ':
    'mon monday tue tues tuesday wed wednesday thu thur thurs thursday fri friday sat saturday sun sunday montag dienstag ' +
    'mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes ' +
    'martes miercoles jueves viernes sabado domingo понедельник вторник среда четверг пятница суббота воскресенье ' +
    'понеділок вівторок середа четвер пятниця субота неділя',
};

const markOf = new Map(
  Object.entries(marks).flatMap(([mark, words]) => words.split(' ').map((word) => [word, mark] as const)),
);

/** Eras are written with full stops and spaces, so that no single word says them. */
const eras: readonly (readonly [RegExp, string])[] = [
  [
    /(?<!\p{L})(?:b\. ?c\.(?: ?e\.)?|bce?|v\. ?chr\.?|av\.? ?j\.-?c\.?|avant j\.-?c\.?|a\. ?c\.|до н\. ?[эе]\.?)(?!\p{L})/gu,
    ' bce ',
  ],
  [
    /(?<!\p{L})(?:a\. ?d\.|ad|c\. ?e\.|ce|n\. ?chr\.?|ap\.? ?j\.-?c\.?|d\. ?c\.|н\. ?[эе]\.?)(?!\p{L})/gu,
    ' ce ',
  ],
];

/** Takes the accents off letters, so that `März` and `Marz`, `май` and `маи` are one. */
const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');

/** Returns a text in small letters with marks for words, one kind of dash (–), and single spaces. */
export function markedText(text: string): string {
  let marked = withoutAccents(text.normalize('NFKC').toLowerCase())
    .replace(/^−/, '-')
    .replace(/[‒–—−]/g, '–');
  for (const [pattern, mark] of eras) marked = marked.replace(pattern, mark);
  return (
    marked
      .replace(/[‐‑]/g, '-')
      .replaceAll('&', ' and ')
      // The half of the day, before `am` is read as a German word.
      .replace(/(\d) ?([ap])\.?m\.?(?!\p{L})/gu, '$1 $2x')
      .replace(/(?<=п)['’ʼ](?=ят)/g, '')
      .replace(/(\d+)年$/, '$1')
      .replace(/(\d+)年/g, '$1-')
      .replace(/(\d+)月(\d+)日/g, '$1-$2')
      .replace(/(\d)-?月/g, '$1')
      .replace(/(\d{3}0) ?['’]?(?:s|er|ern|-?е|-?ті|-?х)(?!\p{L})/gu, '$1 dcd')
      .replace(/(\d)(?:st|nd|rd|th|er|e|o|-?го|-?и|-?е)(?![\p{L}\d])/gu, '$1')
      .replace(/(\p{L}+)\.?/gu, (whole, word: string) => {
        const mark = markOf.get(word);
        return mark === undefined ? whole : ` ${mark} `;
      })
      .replace(/\s+/g, ' ')
      .replace(/ ([.,)])|(\() /g, '$1$2')
      .replace(/^[ ,]+|[ ,;]+$|(?<!\.)\.$/g, '')
  );
}
