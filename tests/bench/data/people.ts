import { at, type Random } from './random.ts';

/** Names of people, in their own letters and in Latin ones. Given names and family names of one tongue go together. */

type Tongue = { lang: string; countries: readonly string[]; given: readonly Name[]; family: readonly Name[] };
type Name = { native: string; latin: string };

const names = (text: string): Name[] =>
  text.split(' ').map((word) => {
    const [native = '', latin = native] = word.split('=');
    return { native, latin };
  });

const tongues: readonly Tongue[] = [
  {
    lang: 'uk',
    countries: ['UA'],
    given: names('Олена=Olena Тарас=Taras Ірина=Iryna Богдан=Bohdan Оксана=Oksana Андрій=Andrii Юлія=Yuliia'),
    family: names(
      'Коваленко=Kovalenko Шевчук=Shevchuk Бондар=Bondar Мельник=Melnyk Лисенко=Lysenko Гриценко=Hrytsenko',
    ),
  },
  {
    lang: 'ru',
    countries: ['RU'],
    given: names('Анна=Anna Сергей=Sergei Мария=Maria Дмитрий=Dmitri Елена=Elena Игорь=Igor Павел=Pavel'),
    family: names('Соколов=Sokolov Орлов=Orlov Волков=Volkov Зайцев=Zaitsev Ершов=Ershov Кузнецов=Kuznetsov'),
  },
  {
    lang: 'ar',
    countries: ['SY', 'IQ', 'YE', 'LY'],
    given: names('ليلى=Layla عمر=Omar سلمى=Salma يوسف=Yusuf هند=Hind خالد=Khalid نور=Nour'),
    family: names('الحداد=al-Haddad الشامي=al-Shami المصري=al-Masri حمدان=Hamdan درويش=Darwish سالم=Salim'),
  },
  {
    lang: 'fr',
    countries: ['ML', 'CF', 'CD', 'NE'],
    given: names('Aïssata Moussa Élodie Boubacar Thérèse Sékou Aurélie'),
    family: names('Traoré Diallo Kéïta Ouédraogo N’Guessan Lefèvre'),
  },
  {
    lang: 'es',
    countries: ['CO', 'MX', 'VE', 'PE'],
    given: names('José Lucía Andrés Sofía Martín Inés Ramón'),
    family: names('Muñoz Peña Rodríguez Ibáñez Gutiérrez Quiñones'),
  },
  {
    lang: 'tr',
    countries: ['TR'],
    given: names('Ayşe Çağrı Gülşen Ömer Şükrü Zeynep İbrahim'),
    family: names('Yıldız Öztürk Çelik Güneş Şahin Aydoğan'),
  },
  {
    lang: 'zh',
    countries: ['CN'],
    given: names('伟=Wei 芳=Fang 静=Jing 强=Qiang 敏=Min 磊=Lei'),
    family: names('王=Wang 李=Li 张=Zhang 刘=Liu 陈=Chen 赵=Zhao'),
  },
  {
    lang: 'sw',
    countries: ['KE', 'SO', 'UG'],
    given: names('Amani Baraka Neema Juma Zawadi Hamisi'),
    family: names('Mwangi Otieno Kamau Wanjiru Hassan Mutua'),
  },
  {
    lang: 'en',
    countries: ['GB', 'US', 'NG', 'PH'],
    given: names('Margaret Daniel Grace Samuel Helen Patrick Ruth'),
    family: names('Walker Okafor Bennett Reyes Hughes Adeyemi'),
  },
];

/** The tongue of a family of actors. */
export const tongueOf = (family: number): Tongue => at(tongues, family % tongues.length);

/** The full name of a person, in the tongue's own order. */
export function personName(random: Random, { lang, given, family }: Tongue): Name {
  const [first, last] = [random.pick(given), random.pick(family)];
  if (lang === 'zh') return { native: last.native + first.native, latin: `${last.latin} ${first.latin}` };
  return { native: `${first.native} ${last.native}`, latin: `${first.latin} ${last.latin}` };
}
