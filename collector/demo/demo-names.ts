import type { Dice } from './seeded-dice.ts'

const given =
  'Aarav Abena Adriana Agnieszka Aiko Alejandro Amara Amélie Anders Anneli Anouk Antonio Aoife Arjun Ayşe Beatriz Björn Camille Chidi Chiara Dagný Daniel David Deepa Dimitrios Eleni Emre Esther Fatima Femke Feng Fiona Francesca Giulia Grace Hana Haruto Ingrid Ioana Isabel Ivan Jasmin Jakub Joana João Johanna Jonas Kaito Kateřina Kavya Kofi Kwame Lars Laura Léa Leila Lena Li Liam Linnea Lucía Luka Łukasz Mads Mahmoud Maja Malik Marek Maria Mateo Matthias Mei Mohammed Nadia Naledi Nia Niamh Nikolai Nina Noah Nour Olga Oliver Omar Oona Paolo Pedro Petra Priya Rania Ravi Reto Rosa Rui Sakura Samir Sandra Sara Sean Selin Simone Siobhán Sofia Stefan Sunita Tariq Tenzin Thabo Theo Thomas Tomás Urs Valentina Vikram Wei Wiktor Xin Yara Yasmin Yuki Yusuf Zanele Zeynep Zoë Zsófia'.split(
    ' ',
  )
const family =
  'Abdi Acosta Adeyemi Aguilar Ahmed Almeida Andersson Bakker Banerjee Baumann Bianchi Bauer Brown Brunner Castro Chen Choi Clarke Costa Cruz Dahl Davies Demir Dubois Eriksen Evans Fernández Ferrari Fischer Fontaine Frei García Georgiou Gerber Ghosh González Gruber Haddad Hansen Hassan Hernández Hofer Horvat Huang Huber Ibrahim Iversen Ivanova Iyer Jansen Jensen Johansson Jones Kamau Kaya Keller Khan Kim Kovács Kowalski Krüger Kumar Larsen Laurent Lee Lehmann Liu López Lindqvist Mäkinen Marino Martin Mbeki Mehta Meier Mensah Moreau Müller Murphy Mwangi Nagy Nakamura Ndlovu Nguyen Nielsen Nilsson Novák Nowak OʼBrien Okafor Okonkwo Oliveira Olsen Osei Park Patel Pereira Petrov Popescu Rahman Ramírez Rao Ricci Rossi Roth Ruiz Sanchez Santos Sato Schmid Schneider Silva Singh Smith Steiner Suzuki Svensson Tanaka Taylor Torres Tran Vargas Virtanen Walsh Wang Weber Wong Wyss Yamamoto Yılmaz Zhang Zürcher'.split(
    ' ',
  )

/** Hands out made-up names of many cultures, each once. */
export function createNames(dice: Dice): () => { name: string; email: string } {
  const taken = new Set<string>()
  return () => {
    let name = ''
    do name = `${dice.pick(given)} ${dice.pick(family)}`
    while (taken.has(name))
    taken.add(name)
    return { name, email: `${latin(name)}@nordwind.example` }
  }
}

function latin(name: string): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('ı', 'i')
    .replaceAll('ʼ', '')
  return plain.replaceAll('Ł', 'L').replaceAll('ł', 'l').replaceAll('ø', 'o').toLowerCase().replaceAll(' ', '.')
}
