/**
 * English | Spanish | French | German, one adjective a line.
 * English: `base comparative` when the comparative is irregular.
 * Spanish and French: `<` goes before the noun; forms `m/f/mpl/fpl` (or `m/f`) when they are irregular;
 * Spanish `*` takes estar. German: `stem~inflected stem`, `>comparative` when irregular, `!` never changes.
 */
export const adjectives = `
able | capaz | capable | fähig
alone | solo* | seul | allein!
angry | enfadado* | fâché | wütend
bad worse | malo | <mauvais | schlecht
beautiful | hermoso | <beau/belle/beaux/belles | schön
big | grande | <grand | groß >größer
black | negro | noir | schwarz
blue | azul | bleu | blau
bright | brillante | clair | hell
broken | roto* | cassé | kaputt
brown | marrón | brun | braun
busy | ocupado* | occupé | beschäftigt
careful | cuidadoso | prudent | vorsichtig
central | central | central/centrale/centraux/centrales | zentral
certain | seguro | certain | sicher
cheap | barato | bon marché! | billig
clean | limpio* | propre | sauber
clear | claro | clair | klar
closed | cerrado* | fermé | geschlossen
cold | frío | froid | kalt >kälter
common | común | commun | häufig
complete | completo | complet/complète | vollständig
correct | correcto | correct | richtig
cultural | cultural | culturel/culturelle | kulturell
dangerous | peligroso | dangereux/dangereuse | gefährlich
dark | oscuro | sombre | dunkel~dunkl >dunkler
dead | muerto* | mort | tot
deep | profundo | profond | tief
different | diferente | différent | anders~ander
difficult | difícil | difficile | schwierig
dirty | sucio* | sale | schmutzig
dry | seco | sec/sèche | trocken
early | temprano | précoce | früh
easy | fácil | facile | einfach
electric | eléctrico | électrique | elektrisch
empty | vacío* | vide | leer
English | inglés/inglesa/ingleses/inglesas | anglais | englisch
expensive | caro | cher/chère | teuer~teur >teurer
famous | famoso | célèbre | berühmt
far | lejano | lointain | weit
fast | rápido | rapide | schnell
fine | bueno | bon/bonne | gut
first | <primero | <premier/première | erst~erst
foreign | extranjero | étranger/étrangère | ausländisch
free | gratuito | gratuit | kostenlos
French | francés/francesa/franceses/francesas | français | französisch
fresh | fresco | frais/fraîche | frisch
friendly | amable | aimable | freundlich
full | lleno* | plein | voll
general | general | général/générale/généraux/générales | allgemein
German | alemán/alemana/alemanes/alemanas | allemand | deutsch
good better | <bueno | <bon/bonne | gut >besser
great | <grande | <grand | groß >größer
green | verde | vert | grün
grey | gris | gris | grau
happy | feliz | heureux/heureuse | glücklich
hard | duro | dur | hart >härter
healthy | sano | sain | gesund >gesünder
heavy | pesado | lourd | schwer
high | alto | <haut | hoch~hoh >höher
hot | caliente* | chaud | heiß
human | humano | humain | menschlich
important | importante | important | wichtig
interesting | interesante | intéressant | interessant
international | internacional | international/internationale/internationaux/internationales | international
kind | amable | gentil/gentille | nett
large | grande | <grand | groß >größer
last | <último | dernier/dernière | letzt~letzt
late | retrasado* | en retard! | verspätet
light | ligero | léger/légère | leicht
little | pequeño | <petit | klein
local | local | local/locale/locaux/locales | örtlich
long | largo | <long/longue | lang >länger
loud | ruidoso | bruyant | laut
low | bajo | bas/basse | niedrig
main | principal | principal/principale/principaux/principales | wichtigst~wichtigst
modern | moderno | moderne | modern
national | nacional | national/nationale/nationaux/nationales | national
natural | natural | naturel/naturelle | natürlich
near | cercano | proche | nah >näher
necessary | necesario | nécessaire | notwendig
new | <nuevo | <nouveau/nouvelle/nouveaux/nouvelles | neu
next | próximo | <prochain | nächst~nächst
nice | agradable | agréable | nett
old | viejo | <vieux/vieille/vieux/vieilles | alt >älter
open | abierto* | ouvert | offen
other | <otro | <autre | ander~ander
own | <propio | <propre | eigen
perfect | perfecto | parfait | perfekt
personal | personal | personnel/personnelle | persönlich
poor | pobre | pauvre | arm >ärmer
popular | popular | populaire | beliebt
possible | posible | possible | möglich
private | privado | privé | privat
public | público | public/publique | öffentlich
quick | rápido | rapide | schnell
quiet | tranquilo | calme | ruhig
ready | listo* | prêt | bereit
real | real | réel/réelle | echt
recent | reciente | récent | neu
red | rojo | rouge | rot
rich | rico | riche | reich
round | redondo | rond | rund
sad | triste* | triste | traurig
safe | seguro | sûr | sicher
same | <mismo | <même | gleich
second | <segundo | <deuxième | zweit~zweit
short | corto | court | kurz >kürzer
sick | enfermo* | malade | krank >kränker
similar | similar | similaire | ähnlich
simple | sencillo | simple | einfach
single | <único | <seul | einzig
slow | lento | lent | langsam
small | pequeño | <petit | klein
social | social | social/sociale/sociaux/sociales | sozial
soft | suave | doux/douce | weich
Spanish | español/española/españoles/españolas | espagnol | spanisch
special | especial | spécial/spéciale/spéciaux/spéciales | besonder
strange | extraño | étrange | seltsam
strong | fuerte | fort | stark >stärker
sunny | soleado | ensoleillé | sonnig
sure | seguro* | sûr | sicher
sweet | dulce | sucré | süß
tall | alto | <grand | groß >größer
third | <tercero | <troisième | dritt~dritt
tired | cansado* | fatigué | müde
true | verdadero | vrai | wahr
useful | útil | utile | nützlich
warm | cálido | chaud | warm >wärmer
weak | débil | faible | schwach >schwächer
wet | mojado* | mouillé | nass
white | blanco | blanc/blanche | weiß
whole | <todo | entier/entière | ganz
wide | ancho | large | breit
wonderful | maravilloso | merveilleux/merveilleuse | wunderbar
wooden | de madera! | en bois! | hölzern
wrong | equivocado* | faux/fausse | falsch
worried | preocupado* | inquiet/inquiète | besorgt
hungry | hambriento* | affamé | hungrig
lucky | afortunado | chanceux/chanceuse | glücklich
delicious | delicioso | délicieux/délicieuse | lecker
excellent | excelente | excellent | ausgezeichnet
comfortable | cómodo | confortable | bequem
serious | serio | sérieux/sérieuse | ernst
usual | habitual | habituel/habituelle | üblich
direct | directo | direct | direkt
exact | exacto | exact | genau
final | final | final/finale/finaux/finales | endgültig
yellow | amarillo | jaune | gelb
young | joven/joven/jóvenes/jóvenes | <jeune | jung >jünger
`;
