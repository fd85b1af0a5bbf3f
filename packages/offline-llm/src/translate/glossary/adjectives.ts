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
absent | ausente* | absent | abwesend
active | activo | actif/active | aktiv
additional | adicional | supplémentaire | zusätzlich
afraid | asustado* | effrayé | ängstlich
aggressive | agresivo | agressif/agressive | aggressiv
alive | vivo* | vivant | lebendig
ancient | antiguo | ancien/ancienne | alt >älter
annual | anual | annuel/annuelle | jährlich
automatic | automático | automatique | automatisch
available | disponible* | disponible | verfügbar
aware | consciente | conscient | bewusst
awful | horrible | affreux/affreuse | schrecklich
basic | básico | fondamental | grundlegend
bitter | amargo | amer/amère | bitter
blind | ciego | aveugle | blind
blond | rubio | blond | blond
bored | aburrido* | ennuyé | gelangweilt
boring | aburrido | ennuyeux/ennuyeuse | langweilig
brave | valiente | courageux/courageuse | mutig
brief | breve | bref/brève | kurz >kürzer
calm | tranquilo | calme | ruhig
chemical | químico | chimique | chemisch
civil | civil | civil | bürgerlich
classic | clásico | classique | klassisch
clever | listo | intelligent | klug >klüger
colourful | colorido | coloré | bunt
commercial | comercial | commercial | kommerziell
complex | complejo | complexe | komplex
complicated | complicado | compliqué | kompliziert
confident | seguro | confiant | zuversichtlich
constant | constante | constant | ständig
crazy | loco | fou/folle/fous/folles | verrückt
creative | creativo | créatif/créative | kreativ
cruel | cruel | cruel/cruelle | grausam
curious | curioso | curieux/curieuse | neugierig
current | actual | actuel/actuelle | aktuell
daily | diario | quotidien/quotidienne | täglich
deaf | sordo | sourd | taub
digital | digital | numérique | digital
disappointed | decepcionado* | déçu | enttäuscht
domestic | doméstico | domestique | häuslich
double | doble | double | doppelt
economic | económico | économique | wirtschaftlich
effective | eficaz | efficace | wirksam
efficient | eficiente | efficace | effizient
elegant | elegante | élégant | elegant
enormous | enorme | énorme | enorm
equal | igual | égal | gleich
essential | esencial | essentiel/essentielle | wesentlich
European | europeo | européen/européenne | europäisch
exciting | emocionante | passionnant | aufregend
extreme | extremo | extrême | extrem
fair | justo | juste | fair
faithful | fiel | fidèle | treu
false | falso | <faux/fausse/faux/fausses | falsch
familiar | familiar | familier/familière | vertraut
fantastic | fantástico | fantastique | fantastisch
fashionable | moderno | à la mode! | modisch
fat | gordo | gros/grosse | dick
female | femenino | féminin | weiblich
financial | financiero | financier/financière | finanziell
flexible | flexible | flexible | flexibel~flexibl >flexibler
former | antiguo | <ancien/ancienne | ehemalig
fortunate | afortunado | chanceux/chanceuse | glücklich
frequent | frecuente | fréquent | häufig
funny | divertido | drôle | lustig
gentle | suave | <doux/douce/doux/douces | sanft
global | global | mondial | global
golden | dorado | doré | golden
grateful | agradecido* | reconnaissant | dankbar
guilty | culpable | coupable | schuldig
helpful | útil | utile | hilfreich
historic | histórico | historique | historisch
holy | santo | saint | heilig
honest | honesto | honnête | ehrlich
horrible | horrible | horrible | schrecklich
huge | enorme | énorme | riesig
ideal | ideal | idéal | ideal
ill | enfermo* | malade | krank >kränker
illegal | ilegal | illégal | illegal
immediate | inmediato | immédiat | unmittelbar
impossible | imposible | impossible | unmöglich
impressive | impresionante | impressionnant | beeindruckend
independent | independiente | indépendant | unabhängig
individual | individual | individuel/individuelle | einzeln
industrial | industrial | industriel/industrielle | industriell
innocent | inocente | innocent | unschuldig
intelligent | inteligente | intelligent | intelligent
internal | interno | interne | intern
Italian | italiano | italien/italienne | italienisch
jealous | celoso | jaloux/jalouse | eifersüchtig
lazy | perezoso | paresseux/paresseuse | faul
legal | legal | légal | rechtlich
liquid | líquido | liquide | flüssig
lonely | solitario | solitaire | einsam
loose | suelto* | lâche | locker
lovely | encantador/encantadora | charmant | reizend
mad | loco | fou/folle/fous/folles | verrückt
major | importante | majeur | bedeutend
male | masculino | masculin | männlich
married | casado* | marié | verheiratet
maximum | máximo | maximal | maximal
medical | médico | médical | medizinisch
mental | mental | mental | geistig
military | militar | militaire | militärisch
minor | menor | mineur | gering
mobile | móvil | mobile | mobil
monthly | mensual | mensuel/mensuelle | monatlich
musical | musical | musical | musikalisch
mysterious | misterioso | mystérieux/mystérieuse | geheimnisvoll
narrow | estrecho | étroit | eng
negative | negativo | négatif/négative | negativ
nervous | nervioso* | nerveux/nerveuse | nervös
neutral | neutral | neutre | neutral
noisy | ruidoso | bruyant | laut
normal | normal | normal | normal
northern | septentrional | septentrional | nördlich
obvious | obvio | évident | offensichtlich
official | oficial | officiel/officielle | offiziell
ordinary | común | ordinaire | gewöhnlich
organic | orgánico | biologique | biologisch
original | original | original | ursprünglich
pale | pálido | pâle | blass
particular | particular | particulier/particulière | besonder
permanent | permanente | permanent | dauerhaft
physical | físico | physique | körperlich
pink | rosa! | rose | rosa!
plain | sencillo | simple | schlicht
pleasant | agradable | agréable | angenehm
polite | educado | poli | höflich
political | político | politique | politisch
positive | positivo | positif/positive | positiv
powerful | poderoso | puissant | mächtig
practical | práctico | pratique | praktisch
precious | precioso | précieux/précieuse | wertvoll
pregnant | embarazada* | enceinte | schwanger
pretty | bonito | <joli | hübsch
previous | anterior | précédent | vorherig
professional | profesional | professionnel/professionnelle | professionell
proud | orgulloso* | fier/fière | stolz
pure | puro | pur | rein
purple | morado | violet/violette | lila!
rare | raro | rare | selten
raw | crudo* | cru | roh
reasonable | razonable | raisonnable | vernünftig
regional | regional | régional | regional
regular | regular | régulier/régulière | regelmäßig
reliable | fiable | fiable | zuverlässig
religious | religioso | religieux/religieuse | religiös
responsible | responsable | responsable | verantwortlich
romantic | romántico | romantique | romantisch
rough | áspero | rugueux/rugueuse | rau
rude | grosero | impoli | unhöflich
satisfied | satisfecho* | satisfait | zufrieden
scientific | científico | scientifique | wissenschaftlich
sharp | afilado | tranchant | scharf >schärfer
shy | tímido | timide | schüchtern
silent | silencioso | silencieux/silencieuse | still
silly | tonto | bête | albern
smart | inteligente | intelligent | schlau
smooth | liso | lisse | glatt
solid | sólido | solide | fest
sour | agrio | acide | sauer~saur >saurer
southern | meridional | méridional | südlich
spicy | picante | épicé | scharf >schärfer
square | cuadrado | carré | quadratisch
stable | estable | stable | stabil
standard | estándar! | standard! | üblich
steep | empinado | raide | steil
straight | recto | droit | gerade
strict | estricto | strict | streng
stupid | estúpido | stupide | dumm >dümmer
successful | exitoso | réussi | erfolgreich
sudden | repentino | soudain | plötzlich
suitable | adecuado | approprié | geeignet
surprised | sorprendido* | surpris | überrascht
surprising | sorprendente | surprenant | überraschend
technical | técnico | technique | technisch
temporary | temporal | temporaire | vorübergehend
terrible | terrible | terrible | schrecklich
thick | grueso | épais/épaisse | dick
thin | delgado | <mince | dünn
thirsty | sediento* | assoiffé | durstig
tight | ajustado | serré | eng
tiny | diminuto | minuscule | winzig
total | total | total | gesamt
traditional | tradicional | traditionnel/traditionnelle | traditionell
typical | típico | typique | typisch
ugly | feo | laid | hässlich
unemployed | desempleado* | au chômage! | arbeitslos
unhappy | infeliz | malheureux/malheureuse | unglücklich
unique | único | unique | einzigartig
unknown | desconocido | inconnu | unbekannt
urgent | urgente | urgent | dringend
valid | válido | valide | gültig
valuable | valioso | précieux/précieuse | wertvoll
various | diverso | divers | verschieden
vast | vasto | <vaste | riesig
violent | violento | violent | gewalttätig
visible | visible | visible | sichtbar
weekly | semanal | hebdomadaire | wöchentlich
western | occidental | occidental | westlich
wild | salvaje | sauvage | wild
wise | sabio | sage | weise
`;
