/**
 * The data objects that the server owns: the chemical elements, read-only.
 * Masses are the abridged standard atomic weights; for elements without one, the mass number of a long-lived
 * isotope (IUPAC).
 */
export interface Element {
  readonly number: number
  readonly period: number
  /** 0 for the lanthanides and actinides, which stand outside the groups. */
  readonly group: number
  readonly symbol: string
  /** In unified atomic mass units. */
  readonly mass: number
  readonly name: string
  readonly category: string
}

const categories: Record<string, string> = {
  a: 'alkali metal',
  e: 'alkaline earth metal',
  t: 'transition metal',
  p: 'post-transition metal',
  m: 'metalloid',
  n: 'reactive nonmetal',
  h: 'halogen',
  g: 'noble gas',
  l: 'lanthanide',
  c: 'actinide',
  u: 'unknown properties',
}

/** Symbol, name, mass, group, period and category, in the order of the atomic number. */
const table = `
H Hydrogen 1.008 1 1 n
He Helium 4.0026 18 1 g
Li Lithium 6.94 1 2 a
Be Beryllium 9.0122 2 2 e
B Boron 10.81 13 2 m
C Carbon 12.011 14 2 n
N Nitrogen 14.007 15 2 n
O Oxygen 15.999 16 2 n
F Fluorine 18.998 17 2 h
Ne Neon 20.180 18 2 g
Na Sodium 22.990 1 3 a
Mg Magnesium 24.305 2 3 e
Al Aluminium 26.982 13 3 p
Si Silicon 28.085 14 3 m
P Phosphorus 30.974 15 3 n
S Sulfur 32.06 16 3 n
Cl Chlorine 35.45 17 3 h
Ar Argon 39.95 18 3 g
K Potassium 39.098 1 4 a
Ca Calcium 40.078 2 4 e
Sc Scandium 44.956 3 4 t
Ti Titanium 47.867 4 4 t
V Vanadium 50.942 5 4 t
Cr Chromium 51.996 6 4 t
Mn Manganese 54.938 7 4 t
Fe Iron 55.845 8 4 t
Co Cobalt 58.933 9 4 t
Ni Nickel 58.693 10 4 t
Cu Copper 63.546 11 4 t
Zn Zinc 65.38 12 4 t
Ga Gallium 69.723 13 4 p
Ge Germanium 72.630 14 4 m
As Arsenic 74.922 15 4 m
Se Selenium 78.971 16 4 n
Br Bromine 79.904 17 4 h
Kr Krypton 83.798 18 4 g
Rb Rubidium 85.468 1 5 a
Sr Strontium 87.62 2 5 e
Y Yttrium 88.906 3 5 t
Zr Zirconium 91.224 4 5 t
Nb Niobium 92.906 5 5 t
Mo Molybdenum 95.95 6 5 t
Tc Technetium 97 7 5 t
Ru Ruthenium 101.07 8 5 t
Rh Rhodium 102.91 9 5 t
Pd Palladium 106.42 10 5 t
Ag Silver 107.87 11 5 t
Cd Cadmium 112.41 12 5 t
In Indium 114.82 13 5 p
Sn Tin 118.71 14 5 p
Sb Antimony 121.76 15 5 m
Te Tellurium 127.60 16 5 m
I Iodine 126.90 17 5 h
Xe Xenon 131.29 18 5 g
Cs Caesium 132.91 1 6 a
Ba Barium 137.33 2 6 e
La Lanthanum 138.91 0 6 l
Ce Cerium 140.12 0 6 l
Pr Praseodymium 140.91 0 6 l
Nd Neodymium 144.24 0 6 l
Pm Promethium 145 0 6 l
Sm Samarium 150.36 0 6 l
Eu Europium 151.96 0 6 l
Gd Gadolinium 157.25 0 6 l
Tb Terbium 158.93 0 6 l
Dy Dysprosium 162.50 0 6 l
Ho Holmium 164.93 0 6 l
Er Erbium 167.26 0 6 l
Tm Thulium 168.93 0 6 l
Yb Ytterbium 173.05 0 6 l
Lu Lutetium 174.97 3 6 l
Hf Hafnium 178.49 4 6 t
Ta Tantalum 180.95 5 6 t
W Tungsten 183.84 6 6 t
Re Rhenium 186.21 7 6 t
Os Osmium 190.23 8 6 t
Ir Iridium 192.22 9 6 t
Pt Platinum 195.08 10 6 t
Au Gold 196.97 11 6 t
Hg Mercury 200.59 12 6 t
Tl Thallium 204.38 13 6 p
Pb Lead 207.2 14 6 p
Bi Bismuth 208.98 15 6 p
Po Polonium 209 16 6 p
At Astatine 210 17 6 h
Rn Radon 222 18 6 g
Fr Francium 223 1 7 a
Ra Radium 226 2 7 e
Ac Actinium 227 0 7 c
Th Thorium 232.04 0 7 c
Pa Protactinium 231.04 0 7 c
U Uranium 238.03 0 7 c
Np Neptunium 237 0 7 c
Pu Plutonium 244 0 7 c
Am Americium 243 0 7 c
Cm Curium 247 0 7 c
Bk Berkelium 247 0 7 c
Cf Californium 251 0 7 c
Es Einsteinium 252 0 7 c
Fm Fermium 257 0 7 c
Md Mendelevium 258 0 7 c
No Nobelium 259 0 7 c
Lr Lawrencium 262 3 7 c
Rf Rutherfordium 267 4 7 t
Db Dubnium 268 5 7 t
Sg Seaborgium 269 6 7 t
Bh Bohrium 270 7 7 t
Hs Hassium 269 8 7 t
Mt Meitnerium 277 9 7 u
Ds Darmstadtium 281 10 7 u
Rg Roentgenium 282 11 7 u
Cn Copernicium 285 12 7 t
Nh Nihonium 286 13 7 u
Fl Flerovium 290 14 7 u
Mc Moscovium 290 15 7 u
Lv Livermorium 293 16 7 u
Ts Tennessine 294 17 7 u
Og Oganesson 294 18 7 u
`

function parse(row: string, index: number): Element {
  const [symbol = '', name = '', mass, group, period, category = 'u'] = row.split(' ')
  return {
    number: index + 1,
    period: Number(period),
    group: Number(group),
    symbol,
    mass: Number(mass),
    name,
    category: categories[category] ?? '',
  }
}

export const elements: readonly Element[] = table.trim().split('\n').map(parse)
