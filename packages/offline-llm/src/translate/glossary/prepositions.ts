/** English | Spanish | French | German with its case: `+a` accusative, `+d` dative, `+g` genitive. */
export const prepositions = `
of | de | de | von+d
in | en | dans | in+d
at | en | à | an+d
on | en | sur | auf+d
to | a | à | zu+d
from | de | de | von+d
with | con | avec | mit+d
without | sin | sans | ohne+a
for | para | pour | für+a
by | por | par | von+d
about | sobre | sur | über+a
after | después de | après | nach+d
before | antes de | avant | vor+d
between | entre | entre | zwischen+d
under | debajo de | sous | unter+d
over | sobre | au-dessus de | über+d
above | encima de | au-dessus de | über+d
near | cerca de | près de | bei+d
behind | detrás de | derrière | hinter+d
beside | junto a | à côté de | neben+d
in front of | delante de | devant | vor+d
next to | al lado de | à côté de | neben+d
opposite | frente a | en face de | gegenüber+d
through | por | à travers | durch+a
during | durante | pendant | während+g
against | contra | contre | gegen+a
until | hasta | jusqu'à | bis zu+d
since | desde | depuis | seit+d
into | en | dans | in+a
inside | dentro de | à l'intérieur de | in+d
outside | fuera de | à l'extérieur de | außerhalb+g
around | alrededor de | autour de | um+a
across | a través de | à travers | über+a
along | por | le long de | entlang+g
towards | hacia | vers | zu+d
among | entre | parmi | unter+d
because of | a causa de | à cause de | wegen+g
instead of | en lugar de | au lieu de | statt+g
thanks to | gracias a | grâce à | dank+g
according to | según | selon | laut+d
out of | fuera de | hors de | aus+d
with a view of | con vistas a | avec vue sur | mit Blick auf+a
on top of | encima de | sur | auf+d
in the middle of | en medio de | au milieu de | in der Mitte von+d
at the end of | al final de | à la fin de | am Ende von+d
`;
