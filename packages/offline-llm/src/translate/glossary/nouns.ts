/**
 * English | Spanish | French | German, one noun a line.
 * English: `singular/plural` when the plural is irregular, "-" for a noun without one; `#` marks persons.
 * Spanish and French: noun, gender (`f!` takes "el" in the singular), plural when irregular.
 * German: noun, gender (`m*` takes -n or -en in every other case), plural ("-" for none).
 */
export const nouns = `
accident | accidente m | accident m | Unfall m Unfälle
account | cuenta f | compte m | Konto n Konten
address/addresses | dirección f | adresse f | Adresse f Adressen
advice/- | consejo m | conseil m | Rat m -
afternoon | tarde f | après-midi m après-midi | Nachmittag m Nachmittage
age | edad f | âge m | Alter n Alter
agreement | acuerdo m | accord m | Vereinbarung f Vereinbarungen
air/- | aire m | air m | Luft f -
airport | aeropuerto m | aéroport m | Flughafen m Flughäfen
animal | animal m | animal m | Tier n Tiere
answer | respuesta f | réponse f | Antwort f Antworten
apartment | apartamento m | appartement m | Wohnung f Wohnungen
apple | manzana f | pomme f | Apfel m Äpfel
area | zona f | zone f | Gebiet n Gebiete
arm | brazo m | bras m | Arm m Arme
article | artículo m | article m | Artikel m Artikel
artist# | artista m | artiste m | Künstler m Künstler
aunt# | tía f | tante f | Tante f Tanten
autumn/- | otoño m | automne m | Herbst m Herbste
baby/babies# | bebé m | bébé m | Baby n Babys
bag | bolsa f | sac m | Tasche f Taschen
bank | banco m | banque f | Bank f Banken
bathroom | baño m | salle de bain f salles de bain | Badezimmer n Badezimmer
battery/batteries | batería f | batterie f | Batterie f Batterien
beach/beaches | playa f | plage f | Strand m Strände
bed | cama f | lit m | Bett n Betten
beginning | comienzo m | début m | Anfang m Anfänge
bicycle | bicicleta f | vélo m | Fahrrad n Fahrräder
bike | bicicleta f | vélo m | Fahrrad n Fahrräder
bill | factura f | facture f | Rechnung f Rechnungen
bird | pájaro m | oiseau m | Vogel m Vögel
birthday | cumpleaños m cumpleaños | anniversaire m | Geburtstag m Geburtstage
boat | barco m | bateau m | Boot n Boote
body/bodies | cuerpo m | corps m | Körper m Körper
book | libro m | livre m | Buch n Bücher
bottle | botella f | bouteille f | Flasche f Flaschen
box/boxes | caja f | boîte f | Kiste f Kisten
boy# | chico m | garçon m | Junge m* Jungen
bread/- | pan m | pain m | Brot n Brote
breakfast | desayuno m | petit-déjeuner m petits-déjeuners | Frühstück n Frühstücke
bridge | puente m | pont m | Brücke f Brücken
brother# | hermano m | frère m | Bruder m Brüder
building | edificio m | bâtiment m | Gebäude n Gebäude
bus/buses | autobús m autobuses | bus m | Bus m Busse
butter/- | mantequilla f | beurre m | Butter f -
button | botón m | bouton m | Knopf m Knöpfe
cake | pastel m | gâteau m | Kuchen m Kuchen
car | coche m | voiture f | Auto n Autos
card | tarjeta f | carte f | Karte f Karten
case | caso m | cas m | Fall m Fälle
cat | gato m | chat m | Katze f Katzen
century/centuries | siglo m | siècle m | Jahrhundert n Jahrhunderte
chair | silla f | chaise f | Stuhl m Stühle
chance | oportunidad f | chance f | Chance f Chancen
change | cambio m | changement m | Änderung f Änderungen
cheese/- | queso m | fromage m | Käse m Käse
child/children# | niño m | enfant m | Kind n Kinder
choice | elección f | choix m | Wahl f Wahlen
church/churches | iglesia f | église f | Kirche f Kirchen
city/cities | ciudad f | ville f | Stadt f Städte
class/classes | clase f | classe f | Klasse f Klassen
clock | reloj m | horloge f | Uhr f Uhren
clothes | ropa f ropa | vêtement m | Kleid n Kleider
cloud | nube f | nuage m | Wolke f Wolken
coat | abrigo m | manteau m | Mantel m Mäntel
coffee/- | café m | café m | Kaffee m Kaffees
colleague# | compañero m | collègue m | Kollege m* Kollegen
colour/colours | color m | couleur f | Farbe f Farben
color | color m | couleur f | Farbe f Farben
company/companies | empresa f | entreprise f | Firma f Firmen
computer | ordenador m | ordinateur m | Computer m Computer
concert | concierto m | concert m | Konzert n Konzerte
corner | esquina f | coin m | Ecke f Ecken
cost | coste m | coût m | Kosten f Kosten
council | ayuntamiento m | conseil m | Rat m Räte
country/countries | país m | pays m | Land n Länder
course | curso m | cours m | Kurs m Kurse
cup | taza f | tasse f | Tasse f Tassen
customer# | cliente m | client m | Kunde m* Kunden
date | fecha f | date f | Datum n Daten
day | día m | jour m | Tag m Tage
decision | decisión f | décision f | Entscheidung f Entscheidungen
delivery/deliveries | entrega f | livraison f | Lieferung f Lieferungen
desk | escritorio m | bureau m | Schreibtisch m Schreibtische
dinner | cena f | dîner m | Abendessen n Abendessen
doctor# | médico m | médecin m | Arzt m Ärzte
document | documento m | document m | Dokument n Dokumente
dog | perro m | chien m | Hund m Hunde
door | puerta f | porte f | Tür f Türen
dream | sueño m | rêve m | Traum m Träume
dress/dresses | vestido m | robe f | Kleid n Kleider
driver# | conductor m | conducteur m | Fahrer m Fahrer
ear | oreja f | oreille f | Ohr n Ohren
earth/- | tierra f | terre f | Erde f -
egg | huevo m | œuf m | Ei n Eier
email | correo m | e-mail m | E-Mail f E-Mails
end | final m | fin f | Ende n Enden
error | error m | erreur f | Fehler m Fehler
event | evento m | événement m | Veranstaltung f Veranstaltungen
example | ejemplo m | exemple m | Beispiel n Beispiele
exercise | ejercicio m | exercice m | Übung f Übungen
experience | experiencia f | expérience f | Erfahrung f Erfahrungen
eye | ojo m | œil m yeux | Auge n Augen
face | cara f | visage m | Gesicht n Gesichter
fact | hecho m | fait m | Tatsache f Tatsachen
family/families | familia f | famille f | Familie f Familien
farm | granja f | ferme f | Bauernhof m Bauernhöfe
father# | padre m | père m | Vater m Väter
ferry/ferries | ferri m | ferry m | Fähre f Fähren
field | campo m | champ m | Feld n Felder
file | archivo m | fichier m | Datei f Dateien
film | película f | film m | Film m Filme
fire | fuego m | feu m | Feuer n Feuer
fish/fish | pez m | poisson m | Fisch m Fische
floor | piso m | étage m | Stock m Stockwerke
flower | flor f | fleur f | Blume f Blumen
food/- | comida f | nourriture f | Essen n -
foot/feet | pie m | pied m | Fuß m Füße
forest | bosque m | forêt f | Wald m Wälder
friend# | amigo m | ami m | Freund m Freunde
fruit | fruta f | fruit m | Frucht f Früchte
game | juego m | jeu m | Spiel n Spiele
garden | jardín m | jardin m | Garten m Gärten
gift | regalo m | cadeau m | Geschenk n Geschenke
girl# | chica f | fille f | Mädchen n Mädchen
daughter# | hija f | fille f | Tochter f Töchter
glass/glasses | vaso m | verre m | Glas n Gläser
government | gobierno m | gouvernement m | Regierung f Regierungen
group | grupo m | groupe m | Gruppe f Gruppen
guest# | invitado m | invité m | Gast m Gäste
hair/- | pelo m | cheveu m | Haar n Haare
half/halves | mitad f | moitié f | Hälfte f Hälften
hand | mano f | main f | Hand f Hände
harbour | puerto m | port m | Hafen m Häfen
head | cabeza f | tête f | Kopf m Köpfe
health/- | salud f | santé f | Gesundheit f -
heart | corazón m | cœur m | Herz n Herzen
help/- | ayuda f | aide f | Hilfe f Hilfen
holiday | día festivo m días festivos | jour férié m jours fériés | Feiertag m Feiertage
hope | esperanza f | espoir m | Hoffnung f Hoffnungen
horse | caballo m | cheval m | Pferd n Pferde
hospital | hospital m | hôpital m | Krankenhaus n Krankenhäuser
hotel | hotel m | hôtel m | Hotel n Hotels
hour | hora f | heure f | Stunde f Stunden
house | casa f | maison f | Haus n Häuser
home | casa f | maison f | Zuhause n -
idea | idea f | idée f | Idee f Ideen
information/- | información f | information f | Information f Informationen
island | isla f | île f | Insel f Inseln
job | trabajo m | emploi m | Arbeitsplatz m Arbeitsplätze
oven | horno m | four m | Ofen m Öfen
kettle | hervidor m | bouilloire f | Wasserkocher m Wasserkocher
key | llave f | clé f | Schlüssel m Schlüssel
kitchen | cocina f | cuisine f | Küche f Küchen
lake | lago m | lac m | See m Seen
lamp | lámpara f | lampe f | Lampe f Lampen
language | idioma m | langue f | Sprache f Sprachen
law | ley f | loi f | Gesetz n Gesetze
leaf/leaves | hoja f | feuille f | Blatt n Blätter
leg | pierna f | jambe f | Bein n Beine
lesson | lección f | leçon f | Lektion f Lektionen
letter | carta f | lettre f | Brief m Briefe
library/libraries | biblioteca f | bibliothèque f | Bibliothek f Bibliotheken
life/lives | vida f | vie f | Leben n Leben
light | luz f | lumière f | Licht n Lichter
line | línea f | ligne f | Linie f Linien
list | lista f | liste f | Liste f Listen
love/- | amor m | amour m | Liebe f -
lunch/lunches | almuerzo m | déjeuner m | Mittagessen n Mittagessen
machine | máquina f | machine f | Maschine f Maschinen
man/men# | hombre m | homme m | Mann m Männer
husband# | marido m | mari m | Mann m Männer
map | mapa m | carte f | Karte f Karten
mayor# | alcalde m | maire m | Bürgermeister m Bürgermeister
market | mercado m | marché m | Markt m Märkte
meal | comida f | repas m | Mahlzeit f Mahlzeiten
meat/- | carne f | viande f | Fleisch n -
meeting | reunión f | réunion f | Besprechung f Besprechungen
member# | miembro m | membre m | Mitglied n Mitglieder
message | mensaje m | message m | Nachricht f Nachrichten
metre | metro m | mètre m | Meter m Meter
milk/- | leche f | lait m | Milch f -
minute | minuto m | minute f | Minute f Minuten
mistake | error m | erreur f | Fehler m Fehler
model | modelo m | modèle m | Modell n Modelle
moment | momento m | moment m | Moment m Momente
money/- | dinero m | argent m | Geld n -
month | mes m | mois m | Monat m Monate
moon | luna f | lune f | Mond m Monde
morning | mañana f | matin m | Morgen m Morgen
mother# | madre f | mère f | Mutter f Mütter
mountain | montaña f | montagne f | Berg m Berge
mouth | boca f | bouche f | Mund m Münder
museum | museo m | musée m | Museum n Museen
music/- | música f | musique f | Musik f -
name | nombre m | nom m | Name m* Namen
neighbour# | vecino m | voisin m | Nachbar m* Nachbarn
news/- | noticia f | nouvelle f | Nachricht f Nachrichten
newspaper | periódico m | journal m | Zeitung f Zeitungen
night | noche f | nuit f | Nacht f Nächte
evening | noche f | soir m | Abend m Abende
noise | ruido m | bruit m | Lärm m -
number | número m | nombre m | Zahl f Zahlen
offer | oferta f | offre f | Angebot n Angebote
office | oficina f | bureau m | Büro n Büros
order | pedido m | commande f | Bestellung f Bestellungen
page | página f | page f | Seite f Seiten
paper/- | papel m | papier m | Papier n Papiere
parent# | padre m | parent m | Elternteil m Eltern
park | parque m | parc m | Park m Parks
part | parte f | partie f | Teil m Teile
party/parties | fiesta f | fête f | Feier f Feiern
passenger# | pasajero m | passager m | Passagier m Passagiere
path | camino m | chemin m | Weg m Wege
payment | pago m | paiement m | Zahlung f Zahlungen
people | gente f personas | gens m gens | Leute f Leute
pen | bolígrafo m | stylo m | Stift m Stifte
person# | persona f | personne f | Person f Personen
phone | teléfono m | téléphone m | Telefon n Telefone
photo | foto f | photo f | Foto n Fotos
picture | imagen f imágenes | image f | Bild n Bilder
place | lugar m | endroit m | Ort m Orte
plan | plan m | plan m | Plan m Pläne
plant | planta f | plante f | Pflanze f Pflanzen
plate | plato m | assiette f | Teller m Teller
player# | jugador m | joueur m | Spieler m Spieler
point | punto m | point m | Punkt m Punkte
police | policía f | police f | Polizei f -
price | precio m | prix m | Preis m Preise
problem | problema m | problème m | Problem n Probleme
product | producto m | produit m | Produkt n Produkte
project | proyecto m | projet m | Projekt n Projekte
question | pregunta f | question f | Frage f Fragen
rain/- | lluvia f | pluie f | Regen m -
reader# | lector m | lecteur m | Leser m Leser
reason | razón f | raison f | Grund m Gründe
report | informe m | rapport m | Bericht m Berichte
restaurant | restaurante m | restaurant m | Restaurant n Restaurants
result | resultado m | résultat m | Ergebnis n Ergebnisse
right | derecho m | droit m | Recht n Rechte
river | río m | rivière f | Fluss m Flüsse
road | carretera f | route f | Straße f Straßen
room | sala f | salle f | Raum m Räume
rule | regla f | règle f | Regel f Regeln
salt/- | sal f | sel m | Salz n Salze
school | escuela f | école f | Schule f Schulen
sea | mar m | mer f | Meer n Meere
seat | asiento m | place f | Platz m Plätze
service | servicio m | service m | Dienst m Dienste
shelf/shelves | estante m | étagère f | Regal n Regale
ship | barco m | navire m | Schiff n Schiffe
shirt | camisa f | chemise f | Hemd n Hemden
shoe | zapato m | chaussure f | Schuh m Schuhe
shop | tienda f | magasin m | Laden m Läden
business/businesses | negocio m | entreprise f | Geschäft n Geschäfte
side | lado m | côté m | Seite f Seiten
sister# | hermana f | sœur f | Schwester f Schwestern
size | tamaño m | taille f | Größe f Größen
sky/skies | cielo m | ciel m | Himmel m Himmel
snow/- | nieve f | neige f | Schnee m -
son# | hijo m | fils m | Sohn m Söhne
song | canción f | chanson f | Lied n Lieder
sound | sonido m | son m | Klang m Klänge
spring/- | primavera f | printemps m | Frühling m Frühlinge
staff | personal m | personnel m | Personal n -
star | estrella f | étoile f | Stern m Sterne
state | estado m | état m | Staat m Staaten
station | estación f | gare f | Bahnhof m Bahnhöfe
season | estación f | saison f | Jahreszeit f Jahreszeiten
step | paso m | pas m | Schritt m Schritte
storm | tormenta f | tempête f | Sturm m Stürme
story/stories | cuento m | histoire f | Geschichte f Geschichten
history/- | historia f | histoire f | Geschichte f Geschichten
street | calle f | rue f | Straße f Straßen
student# | estudiante m | étudiant m | Student m* Studenten
sugar/- | azúcar m | sucre m | Zucker m -
summer/- | verano m | été m | Sommer m Sommer
sun | sol m | soleil m | Sonne f Sonnen
system | sistema m | système m | System n Systeme
table | mesa f | table f | Tisch m Tische
tea/- | té m | thé m | Tee m Tees
teacher# | profesor m | professeur m | Lehrer m Lehrer
team | equipo m | équipe f | Team n Teams
test | prueba f | test m | Test m Tests
text | texto m | texte m | Text m Texte
thing | cosa f | chose f | Sache f Sachen
ticket | entrada f | billet m | Karte f Karten
time/times | tiempo m veces | temps m fois | Zeit f Zeiten
title | título m | titre m | Titel m Titel
tool | herramienta f | outil m | Werkzeug n Werkzeuge
town | ciudad f | ville f | Stadt f Städte
train | tren m | train m | Zug m Züge
tree | árbol m | arbre m | Baum m Bäume
trip | viaje m | voyage m | Reise f Reisen
user# | usuario m | utilisateur m | Benutzer m Benutzer
vegetable | verdura f | légume m | Gemüse n Gemüse
version | versión f | version f | Version f Versionen
view | vista f | vue f | Blick m Blicke
village | pueblo m | village m | Dorf n Dörfer
visit | visita f | visite f | Besuch m Besuche
visitor# | visitante m | visiteur m | Besucher m Besucher
voice | voz f | voix f | Stimme f Stimmen
wall | pared f | mur m | Wand f Wände
water/- | agua f! | eau f | Wasser n -
way | manera f | façon f | Weise f Weisen
weather/- | tiempo m | temps m | Wetter n -
week | semana f | semaine f | Woche f Wochen
wind | viento m | vent m | Wind m Winde
window | ventana f | fenêtre f | Fenster n Fenster
wine/- | vino m | vin m | Wein m Weine
winter/- | invierno m | hiver m | Winter m Winter
woman/women# | mujer f | femme f | Frau f Frauen
wife/wives# | esposa f | femme f | Frau f Frauen
word | palabra f | mot m | Wort n Wörter
work/- | trabajo m | travail m | Arbeit f Arbeiten
worker# | trabajador m | travailleur m | Arbeiter m Arbeiter
workshop | taller m | atelier m | Werkstatt f Werkstätten
world | mundo m | monde m | Welt f Welten
year | año m | an m | Jahr n Jahre
euro | euro m | euro m euros | Euro m Euro
percent/percent | por ciento m por ciento | pour cent m pour cent | Prozent n Prozent
kilometre | kilómetro m | kilomètre m | Kilometer m Kilometer
adult# | adulto m | adulte m | Erwachsene m* Erwachsenen
friendship | amistad f | amitié f | Freundschaft f Freundschaften
grandfather# | abuelo m | grand-père m grands-pères | Großvater m Großväter
grandmother# | abuela f | grand-mère f grands-mères | Großmutter f Großmütter
grandparent# | abuelo m | grand-parent m grands-parents | Großelternteil m Großelternteile
uncle# | tío m | oncle m | Onkel m Onkel
cousin# | primo m | cousin m | Cousin m Cousins
nephew# | sobrino m | neveu m | Neffe m* Neffen
niece# | sobrina f | nièce f | Nichte f Nichten
couple | pareja f | couple m | Paar n Paare
partner# | socio m | partenaire m | Partner m Partner
wedding | boda f | mariage m | Hochzeit f Hochzeiten
childhood | infancia f | enfance f | Kindheit f Kindheiten
youth/- | juventud f | jeunesse f | Jugend f -
lady# | señora f | dame f | Dame f Damen
gentleman/gentlemen# | caballero m | monsieur m messieurs | Herr m* Herren
citizen# | ciudadano m | citoyen m | Bürger m Bürger
inhabitant# | habitante m | habitant m | Einwohner m Einwohner
foreigner# | extranjero m | étranger m | Ausländer m Ausländer
stranger# | desconocido m | inconnu m | Fremde m* Fremden
tourist# | turista m | touriste m | Tourist m* Touristen
pupil# | alumno m | élève m | Schüler m Schüler
employee# | empleado m | employé m | Mitarbeiter m Mitarbeiter
employer# | empleador m | employeur m | Arbeitgeber m Arbeitgeber
boss# | jefe m | chef m | Chef m Chefs
manager# | gerente m | responsable m | Leiter m Leiter
director# | director m | directeur m | Direktor m Direktoren
secretary# | secretario m | secrétaire m | Sekretär m Sekretäre
assistant# | asistente m | assistant m | Assistent m* Assistenten
expert# | experto m | expert m | Experte m* Experten
engineer# | ingeniero m | ingénieur m | Ingenieur m Ingenieure
scientist# | científico m | scientifique m | Wissenschaftler m Wissenschaftler
researcher# | investigador m | chercheur m | Forscher m Forscher
lawyer# | abogado m | avocat m | Anwalt m Anwälte
judge# | juez m | juge m | Richter m Richter
nurse# | enfermero m | infirmier m | Krankenpfleger m Krankenpfleger
dentist# | dentista m | dentiste m | Zahnarzt m Zahnärzte
patient# | paciente m | patient m | Patient m* Patienten
farmer# | agricultor m | agriculteur m | Landwirt m Landwirte
baker# | panadero m | boulanger m | Bäcker m Bäcker
chef# | cocinero m | cuisinier m | Koch m Köche
waiter# | camarero m | serveur m | Kellner m Kellner
seller# | vendedor m | vendeur m | Verkäufer m Verkäufer
buyer# | comprador m | acheteur m | Käufer m Käufer
owner# | propietario m | propriétaire m | Besitzer m Besitzer
tenant# | inquilino m | locataire m | Mieter m Mieter
journalist# | periodista m | journaliste m | Journalist m* Journalisten
writer# | escritor m | écrivain m | Schriftsteller m Schriftsteller
author# | autor m | auteur m | Autor m Autoren
singer# | cantante m | chanteur m | Sänger m Sänger
actor# | actor m | acteur m | Schauspieler m Schauspieler
musician# | músico m | musicien m | Musiker m Musiker
soldier# | soldado m | soldat m | Soldat m* Soldaten
king# | rey m | roi m | König m Könige
queen# | reina f | reine f | Königin f Königinnen
president# | presidente m | président m | Präsident m* Präsidenten
minister# | ministro m | ministre m | Minister m Minister
leader# | líder m | dirigeant m | Anführer m Anführer
politician# | político m | homme politique m hommes politiques | Politiker m Politiker
candidate# | candidato m | candidat m | Kandidat m* Kandidaten
volunteer# | voluntario m | bénévole m | Freiwillige m* Freiwilligen
witness# | testigo m | témoin m | Zeuge m* Zeugen
victim# | víctima f | victime f | Opfer n Opfer
thief/thieves# | ladrón m | voleur m | Dieb m Diebe
enemy# | enemigo m | ennemi m | Feind m Feinde
crowd | multitud f | foule f | Menge f Mengen
audience | público m | public m | Publikum n Publika
population | población f | population f | Bevölkerung f Bevölkerungen
society | sociedad f | société f | Gesellschaft f Gesellschaften
community | comunidad f | communauté f | Gemeinschaft f Gemeinschaften
kitchen knife/kitchen knives | cuchillo de cocina m cuchillos de cocina | couteau de cuisine m couteaux de cuisine | Küchenmesser n Küchenmesser
bedroom | dormitorio m | chambre f | Schlafzimmer n Schlafzimmer
living room | sala de estar f salas de estar | salon m | Wohnzimmer n Wohnzimmer
dining room | comedor m | salle à manger f salles à manger | Esszimmer n Esszimmer
hall | vestíbulo m | hall m | Halle f Hallen
roof | tejado m | toit m | Dach n Dächer
ceiling | techo m | plafond m | Decke f Decken
stair/stairs | escalera f | escalier m | Treppe f Treppen
lift | ascensor m | ascenseur m | Aufzug m Aufzüge
elevator | ascensor m | ascenseur m | Aufzug m Aufzüge
balcony | balcón m | balcon m | Balkon m Balkone
cellar | sótano m | cave f | Keller m Keller
garage | garaje m | garage m | Garage f Garagen
entrance | entrada f | entrée f | Eingang m Eingänge
exit | salida f | sortie f | Ausgang m Ausgänge
gate | puerta f | portail m | Tor n Tore
fence | valla f | clôture f | Zaun m Zäune
furniture/- | mobiliario m | mobilier m | Mobiliar n -
sofa | sofá m | canapé m | Sofa n Sofas
cupboard | armario m | placard m | Schrank m Schränke
wardrobe | armario m | armoire f | Kleiderschrank m Kleiderschränke
drawer | cajón m | tiroir m | Schublade f Schubladen
mirror | espejo m | miroir m | Spiegel m Spiegel
carpet | alfombra f | tapis m | Teppich m Teppiche
curtain | cortina f | rideau m | Vorhang m Vorhänge
pillow | almohada f | oreiller m | Kissen n Kissen
blanket | manta f | couverture f | Decke f Decken
towel | toalla f | serviette f | Handtuch n Handtücher
soap | jabón m | savon m | Seife f Seifen
shower | ducha f | douche f | Dusche f Duschen
toilet | baño m | WC m WC | Toilette f Toiletten
bath | baño m | bain m | Bad n Bäder
fridge | nevera f | réfrigérateur m | Kühlschrank m Kühlschränke
freezer | congelador m | congélateur m | Gefrierschrank m Gefrierschränke
dishwasher | lavavajillas m lavavajillas | lave-vaisselle m lave-vaisselle | Geschirrspüler m Geschirrspüler
washing machine | lavadora f | machine à laver f machines à laver | Waschmaschine f Waschmaschinen
vacuum cleaner | aspiradora f | aspirateur m | Staubsauger m Staubsauger
stove | cocina f | cuisinière f | Herd m Herde
pan | sartén f sartenes | poêle f | Pfanne f Pfannen
pot | olla f | casserole f | Topf m Töpfe
bowl | cuenco m | bol m | Schüssel f Schüsseln
knife/knives | cuchillo m | couteau m | Messer n Messer
fork | tenedor m | fourchette f | Gabel f Gabeln
spoon | cuchara f | cuillère f | Löffel m Löffel
basket | cesta f | panier m | Korb m Körbe
bucket | cubo m | seau m | Eimer m Eimer
candle | vela f | bougie f | Kerze f Kerzen
toy | juguete m | jouet m | Spielzeug n Spielzeuge
doll | muñeca f | poupée f | Puppe f Puppen
ball | pelota f | balle f | Ball m Bälle
rubbish/- | basura f | détritus m | Müll m -
waste/- | residuo m | déchet m | Abfall m -
dust/- | polvo m | poussière f | Staub m -
rent | alquiler m | loyer m | Miete f Mieten
flat | piso m | appartement m | Wohnung f Wohnungen
neighbourhood | barrio m | quartier m | Nachbarschaft f Nachbarschaften
dish | plato m | plat m | Gericht n Gerichte
recipe | receta f | recette f | Rezept n Rezepte
snack | merienda f | en-cas m en-cas | Snack m Snacks
dessert | postre m | dessert m | Nachtisch m Nachtische
soup | sopa f | soupe f | Suppe f Suppen
salad | ensalada f | salade f | Salat m Salate
sandwich | sándwich m sándwiches | sandwich m | Sandwich n Sandwiches
pizza | pizza f | pizza f | Pizza f Pizzas
rice/- | arroz m | riz m | Reis m -
potato | patata f | pomme de terre f pommes de terre | Kartoffel f Kartoffeln
tomato | tomate m | tomate f | Tomate f Tomaten
onion | cebolla f | oignon m | Zwiebel f Zwiebeln
carrot | zanahoria f | carotte f | Karotte f Karotten
bean | judía f | haricot m | Bohne f Bohnen
mushroom | seta f | champignon m | Pilz m Pilze
orange | naranja f | orange f | Orange f Orangen
lemon | limón m | citron m | Zitrone f Zitronen
banana | plátano m | banane f | Banane f Bananen
strawberry | fresa f | fraise f | Erdbeere f Erdbeeren
cherry | cereza f | cerise f | Kirsche f Kirschen
pear | pera f | poire f | Birne f Birnen
grape | uva f | raisin m | Traube f Trauben
nut | nuez f | noix f | Nuss f Nüsse
chicken | pollo m | poulet m | Huhn n Hühner
beef/- | carne de vaca f | bœuf m | Rindfleisch n -
pork/- | carne de cerdo f | porc m | Schweinefleisch n -
ham | jamón m | jambon m | Schinken m Schinken
sausage | salchicha f | saucisse f | Wurst f Würste
oil | aceite m | huile f | Öl n Öle
vinegar/- | vinagre m | vinaigre m | Essig m -
pepper/- | pimienta f | poivre m | Pfeffer m -
honey/- | miel f | miel m | Honig m -
jam | mermelada f | confiture f | Marmelade f Marmeladen
chocolate | chocolate m | chocolat m | Schokolade f Schokoladen
biscuit | galleta f | biscuit m | Keks m Kekse
ice cream | helado m | glace f | Eis n Eis
cream/- | nata f | crème f | Sahne f -
flour/- | harina f | farine f | Mehl n -
juice | zumo m | jus m | Saft m Säfte
beer | cerveza f | bière f | Bier n Biere
drink | bebida f | boisson f | Getränk n Getränke
taste | sabor m | goût m | Geschmack m Geschmäcker
smell | olor m | odeur f | Geruch m Gerüche
hunger/- | hambre f! | faim f | Hunger m -
thirst/- | sed f | soif f | Durst m -
bakery | panadería f | boulangerie f | Bäckerei f Bäckereien
butcher# | carnicero m | boucher m | Metzger m Metzger
supermarket | supermercado m | supermarché m | Supermarkt m Supermärkte
nose | nariz f | nez m | Nase f Nasen
tooth/teeth | diente m | dent f | Zahn m Zähne
tongue | lengua f | langue f | Zunge f Zungen
neck | cuello m | cou m | Hals m Hälse
shoulder | hombro m | épaule f | Schulter f Schultern
finger | dedo m | doigt m | Finger m Finger
knee | rodilla f | genou m genoux | Knie n Knie
stomach | estómago m | estomac m | Magen m Mägen
skin | piel f | peau f | Haut f Häute
blood/- | sangre f | sang m | Blut n -
bone | hueso m | os m | Knochen m Knochen
brain | cerebro m | cerveau m | Gehirn n Gehirne
muscle | músculo m | muscle m | Muskel m Muskeln
pain | dolor m | douleur f | Schmerz m Schmerzen
headache | dolor de cabeza m dolores de cabeza | mal de tête m maux de tête | Kopfschmerz m Kopfschmerzen
illness | enfermedad f | maladie f | Krankheit f Krankheiten
disease | enfermedad f | maladie f | Krankheit f Krankheiten
fever/- | fiebre f | fièvre f | Fieber n -
cough/- | tos f | toux f | Husten m -
medicine | medicamento m | médicament m | Medikament n Medikamente
pill | pastilla f | comprimé m | Tablette f Tabletten
pharmacy | farmacia f | pharmacie f | Apotheke f Apotheken
treatment | tratamiento m | traitement m | Behandlung f Behandlungen
operation | operación f | opération f | Operation f Operationen
emergency | emergencia f | urgence f | Notfall m Notfälle
ambulance | ambulancia f | ambulance f | Krankenwagen m Krankenwagen
injury | herida f | blessure f | Verletzung f Verletzungen
birth | nacimiento m | naissance f | Geburt f Geburten
death | muerte f | mort f | Tod m Tode
sleep/- | sueño m | sommeil m | Schlaf m -
breath/- | aliento m | souffle m | Atem m -
tear | lágrima f | larme f | Träne f Tränen
trouser/trousers | pantalón m | pantalon m | Hose f Hosen
jeans/- | vaquero m | jean m | Jeans f -
skirt | falda f | jupe f | Rock m Röcke
jacket | chaqueta f | veste f | Jacke f Jacken
pullover | jersey m jerséis | pull m | Pullover m Pullover
suit | traje m | costume m | Anzug m Anzüge
tie | corbata f | cravate f | Krawatte f Krawatten
hat | sombrero m | chapeau m | Hut m Hüte
cap | gorra f | casquette f | Mütze f Mützen
scarf/scarves | bufanda f | écharpe f | Schal m Schals
glove | guante m | gant m | Handschuh m Handschuhe
sock | calcetín m | chaussette f | Socke f Socken
boot | bota f | botte f | Stiefel m Stiefel
belt | cinturón m | ceinture f | Gürtel m Gürtel
pocket | bolsillo m | poche f | Tasche f Taschen
umbrella | paraguas m paraguas | parapluie m | Regenschirm m Regenschirme
ring | anillo m | bague f | Ring m Ringe
wallet | cartera f | portefeuille m | Geldbörse f Geldbörsen
suitcase | maleta f | valise f | Koffer m Koffer
backpack | mochila f | sac à dos m sacs à dos | Rucksack m Rucksäcke
planet | planeta m | planète f | Planet m* Planeten
nature | naturaleza f | nature f | Natur f Naturen
environment/- | medio ambiente m | environnement m | Umwelt f -
climate | clima m | climat m | Klima n Klimas
temperature | temperatura f | température f | Temperatur f Temperaturen
degree | grado m | degré m | Grad m Grade
heat/- | calor m | chaleur f | Hitze f -
ice/- | hielo m | glace f | Eis n -
fog/- | niebla f | brouillard m | Nebel m -
hill | colina f | colline f | Hügel m Hügel
valley | valle m | vallée f | Tal n Täler
field trip | excursión f | sortie scolaire f sorties scolaires | Ausflug m Ausflüge
coast | costa f | côte f | Küste f Küsten
ocean | océano m | océan m | Ozean m Ozeane
wave | ola f | vague f | Welle f Wellen
sand/- | arena f | sable m | Sand m -
stone | piedra f | pierre f | Stein m Steine
rock | roca f | rocher m | Felsen m Felsen
wood | madera f | bois m | Holz n Hölzer
metal | metal m | métal m métaux | Metall n Metalle
iron/- | hierro m | fer m | Eisen n -
gold/- | oro m | or m | Gold n -
silver/- | plata f | argent m | Silber n -
plastic/- | plástico m | plastique m | Plastik n -
leather/- | cuero m | cuir m | Leder n -
cotton/- | algodón m | coton m | Baumwolle f -
wool/- | lana f | laine f | Wolle f -
grass | hierba f | herbe f | Gras n Gräser
branch | rama f | branche f | Ast m Äste
root | raíz f | racine f | Wurzel f Wurzeln
seed | semilla f | graine f | Samen m Samen
cow | vaca f | vache f | Kuh f Kühe
pig | cerdo m | cochon m | Schwein n Schweine
sheep/sheep | oveja f | mouton m | Schaf n Schafe
goat | cabra f | chèvre f | Ziege f Ziegen
rabbit | conejo m | lapin m | Kaninchen n Kaninchen
mouse/mice | ratón m | souris f | Maus f Mäuse
lion | león m | lion m | Löwe m* Löwen
bear | oso m | ours m | Bär m* Bären
elephant | elefante m | éléphant m | Elefant m* Elefanten
snake | serpiente f | serpent m | Schlange f Schlangen
duck | pato m | canard m | Ente f Enten
bee | abeja f | abeille f | Biene f Bienen
butterfly | mariposa f | papillon m | Schmetterling m Schmetterlinge
insect | insecto m | insecte m | Insekt n Insekten
capital | capital f | capitale f | Hauptstadt f Hauptstädte
suburb | suburbio m | banlieue f | Vorort m Vororte
square | plaza f | place f | Platz m Plätze
avenue | avenida f | avenue f | Allee f Alleen
motorway | autopista f | autoroute f | Autobahn f Autobahnen
traffic/- | tráfico m | circulation f | Verkehr m -
traffic light | semáforo m | feu de circulation m feux de circulation | Ampel f Ampeln
traffic jam | atasco m | embouteillage m | Stau m Staus
crossing | cruce m | croisement m | Kreuzung f Kreuzungen
pavement | acera f | trottoir m | Gehweg m Gehwege
corridor | pasillo m | couloir m | Flur m Flure
tunnel | túnel m | tunnel m | Tunnel m Tunnel
tower | torre f | tour f | Turm m Türme
castle | castillo m | château m | Schloss n Schlösser
palace | palacio m | palais m | Palast m Paläste
cathedral | catedral f | cathédrale f | Kathedrale f Kathedralen
temple | templo m | temple m | Tempel m Tempel
theatre | teatro m | théâtre m | Theater n Theater
cinema | cine m | cinéma m | Kino n Kinos
stadium | estadio m | stade m | Stadion n Stadien
swimming pool | piscina f | piscine f | Schwimmbad n Schwimmbäder
zoo | zoológico m | zoo m | Zoo m Zoos
factory | fábrica f | usine f | Fabrik f Fabriken
warehouse | almacén m | entrepôt m | Lager n Lager
post office | oficina de correos f oficinas de correos | bureau de poste m bureaux de poste | Postamt n Postämter
town hall | ayuntamiento m | mairie f | Rathaus n Rathäuser
police station | comisaría f | commissariat m | Polizeiwache f Polizeiwachen
train station | estación de tren f estaciones de tren | gare f | Bahnhof m Bahnhöfe
bus stop | parada de autobús f paradas de autobús | arrêt de bus m arrêts de bus | Bushaltestelle f Bushaltestellen
underground | metro m | métro m | U-Bahn f U-Bahnen
platform | andén m | quai m | Bahnsteig m Bahnsteige
plane | avión m | avion m | Flugzeug n Flugzeuge
flight | vuelo m | vol m | Flug m Flüge
taxi | taxi m | taxi m | Taxi n Taxis
lorry | camión m | camion m | Lastwagen m Lastwagen
motorbike | moto f | moto f | Motorrad n Motorräder
wheel | rueda f | roue f | Rad n Räder
tyre | neumático m | pneu m pneus | Reifen m Reifen
engine | motor m | moteur m | Motor m Motoren
brake | freno m | frein m | Bremse f Bremsen
petrol/- | gasolina f | essence f | Benzin n -
fuel | combustible m | carburant m | Treibstoff m Treibstoffe
vehicle | vehículo m | véhicule m | Fahrzeug n Fahrzeuge
speed | velocidad f | vitesse f | Geschwindigkeit f Geschwindigkeiten
direction | dirección f | direction f | Richtung f Richtungen
distance | distancia f | distance f | Entfernung f Entfernungen
journey | viaje m | voyage m | Reise f Reisen
tour | visita guiada f visitas guiadas | visite guidée f visites guidées | Führung f Führungen
stay | estancia f | séjour m | Aufenthalt m Aufenthalte
arrival | llegada f | arrivée f | Ankunft f Ankünfte
departure | salida f | départ m | Abfahrt f Abfahrten
delay | retraso m | retard m | Verspätung f Verspätungen
connection | conexión f | connexion f | Verbindung f Verbindungen
luggage/- | equipaje m | bagage m | Gepäck n -
passport | pasaporte m | passeport m | Reisepass m Reisepässe
border | frontera f | frontière f | Grenze f Grenzen
customs/- | aduana f | douane f | Zoll m -
reservation | reserva f | réservation f | Reservierung f Reservierungen
booking | reserva f | réservation f | Buchung f Buchungen
reception | recepción f | réception f | Rezeption f Rezeptionen
camera | cámara f | appareil photo m appareils photo | Kamera f Kameras
firm | empresa f | entreprise f | Firma f Firmen
department | departamento m | service m | Abteilung f Abteilungen
profession | profesión f | profession f | Beruf m Berufe
career | carrera f | carrière f | Karriere f Karrieren
salary | salario m | salaire m | Gehalt n Gehälter
wage | sueldo m | salaire m | Lohn m Löhne
contract | contrato m | contrat m | Vertrag m Verträge
appointment | cita f | rendez-vous m rendez-vous | Termin m Termine
interview | entrevista f | entretien m | Gespräch n Gespräche
job interview | entrevista de trabajo f entrevistas de trabajo | entretien d'embauche m entretiens d'embauche | Vorstellungsgespräch n Vorstellungsgespräche
application | solicitud f | demande f | Antrag m Anträge
form | formulario m | formulaire m | Formular n Formulare
signature | firma f | signature f | Unterschrift f Unterschriften
copy | copia f | copie f | Kopie f Kopien
folder | carpeta f | dossier m | Ordner m Ordner
envelope | sobre m | enveloppe f | Umschlag m Umschläge
stamp | sello m | timbre m | Briefmarke f Briefmarken
parcel | paquete m | colis m | Paket n Pakete
package | paquete m | paquet m | Paket n Pakete
pencil | lápiz m | crayon m | Bleistift m Bleistifte
notebook | cuaderno m | cahier m | Heft n Hefte
diary | agenda f | agenda m | Kalender m Kalender
calendar | calendario m | calendrier m | Kalender m Kalender
schedule | horario m | horaire m | Zeitplan m Zeitpläne
timetable | horario m | horaire m | Fahrplan m Fahrpläne
deadline | fecha límite f fechas límite | date limite f dates limites | Frist f Fristen
task | tarea f | tâche f | Aufgabe f Aufgaben
goal | objetivo m | objectif m | Ziel n Ziele
target | objetivo m | cible f | Ziel n Ziele
strategy | estrategia f | stratégie f | Strategie f Strategien
process | proceso m | processus m | Prozess m Prozesse
method | método m | méthode f | Methode f Methoden
procedure | procedimiento m | procédure f | Verfahren n Verfahren
quality | calidad f | qualité f | Qualität f Qualitäten
quantity | cantidad f | quantité f | Menge f Mengen
amount | importe m | montant m | Betrag m Beträge
sum | suma f | somme f | Summe f Summen
value | valor m | valeur f | Wert m Werte
discount | descuento m | remise f | Rabatt m Rabatte
sale | venta f | vente f | Verkauf m Verkäufe
purchase | compra f | achat m | Kauf m Käufe
invoice | factura f | facture f | Rechnung f Rechnungen
receipt | recibo m | reçu m | Quittung f Quittungen
refund | reembolso m | remboursement m | Rückerstattung f Rückerstattungen
guarantee | garantía f | garantie f | Garantie f Garantien
complaint | queja f | réclamation f | Beschwerde f Beschwerden
request | solicitud f | demande f | Anfrage f Anfragen
demand | demanda f | demande f | Nachfrage f Nachfragen
supplier# | proveedor m | fournisseur m | Lieferant m* Lieferanten
client# | cliente m | client m | Kunde m* Kunden
competitor# | competidor m | concurrent m | Konkurrent m* Konkurrenten
competition | competencia f | concurrence f | Wettbewerb m Wettbewerbe
economy | economía f | économie f | Wirtschaft f Wirtschaften
industry | industria f | industrie f | Industrie f Industrien
trade/- | comercio m | commerce m | Handel m -
export | exportación f | exportation f | Export m Exporte
import | importación f | importation f | Import m Importe
goods/- | mercancía f | marchandise f | Ware f -
brand | marca f | marque f | Marke f Marken
advertisement | anuncio m | publicité f | Anzeige f Anzeigen
advertising/- | publicidad f | publicité f | Werbung f -
campaign | campaña f | campagne f | Kampagne f Kampagnen
investment | inversión f | investissement m | Investition f Investitionen
profit | beneficio m | bénéfice m | Gewinn m Gewinne
loss | pérdida f | perte f | Verlust m Verluste
income | ingreso m | revenu m | Einkommen n Einkommen
tax | impuesto m | impôt m | Steuer f Steuern
budget | presupuesto m | budget m | Haushalt m Haushalte
expense | gasto m | dépense f | Ausgabe f Ausgaben
debt | deuda f | dette f | Schuld f Schulden
loan | préstamo m | prêt m | Darlehen n Darlehen
credit | crédito m | crédit m | Kredit m Kredite
credit card | tarjeta de crédito f tarjetas de crédito | carte de crédit f cartes de crédit | Kreditkarte f Kreditkarten
bank account | cuenta bancaria f cuentas bancarias | compte bancaire m comptes bancaires | Bankkonto n Bankkonten
insurance | seguro m | assurance f | Versicherung f Versicherungen
cash/- | efectivo m | espèces f | Bargeld n -
coin | moneda f | pièce f | Münze f Münzen
currency | moneda f | monnaie f | Währung f Währungen
dollar | dólar m | dollar m | Dollar m Dollar
pound | libra f | livre f | Pfund n Pfund
fee | tarifa f | tarif m | Gebühr f Gebühren
share | acción f | action f | Aktie f Aktien
fund | fondo m | fonds m | Fonds m Fonds
committee | comité m | comité m | Ausschuss m Ausschüsse
board | consejo m | conseil m | Vorstand m Vorstände
conference | conferencia f | conférence f | Konferenz f Konferenzen
agenda | orden del día m órdenes del día | ordre du jour m ordres du jour | Tagesordnung f Tagesordnungen
presentation | presentación f | présentation f | Präsentation f Präsentationen
discussion | discusión f | discussion f | Diskussion f Diskussionen
conversation | conversación f | conversation f | Gespräch n Gespräche
proposal | propuesta f | proposition f | Vorschlag m Vorschläge
suggestion | sugerencia f | suggestion f | Vorschlag m Vorschläge
opinion | opinión f | avis m | Meinung f Meinungen
solution | solución f | solution f | Lösung f Lösungen
responsibility | responsabilidad f | responsabilité f | Verantwortung f Verantwortungen
permission | permiso m | autorisation f | Erlaubnis f Erlaubnisse
training | formación f | formation f | Ausbildung f Ausbildungen
skill | habilidad f | compétence f | Fähigkeit f Fähigkeiten
knowledge/- | conocimiento m | connaissance f | Wissen n -
success | éxito m | succès m | Erfolg m Erfolge
failure | fracaso m | échec m | Misserfolg m Misserfolge
progress/- | progreso m | progrès m | Fortschritt m -
development | desarrollo m | développement m | Entwicklung f Entwicklungen
growth/- | crecimiento m | croissance f | Wachstum n -
increase | aumento m | augmentation f | Erhöhung f Erhöhungen
improvement | mejora f | amélioration f | Verbesserung f Verbesserungen
effort | esfuerzo m | effort m | Anstrengung f Anstrengungen
strike | huelga f | grève f | Streik m Streiks
union | sindicato m | syndicat m | Gewerkschaft f Gewerkschaften
pension | pensión f | retraite f | Rente f Renten
retirement/- | jubilación f | retraite f | Ruhestand m -
break | pausa f | pause f | Pause f Pausen
screen | pantalla f | écran m | Bildschirm m Bildschirme
keyboard | teclado m | clavier m | Tastatur f Tastaturen
printer | impresora f | imprimante f | Drucker m Drucker
laptop | portátil m | ordinateur portable m ordinateurs portables | Laptop m Laptops
device | dispositivo m | appareil m | Gerät n Geräte
mobile phone | teléfono móvil m teléfonos móviles | téléphone portable m téléphones portables | Handy n Handys
call | llamada f | appel m | Anruf m Anrufe
network | red f | réseau m | Netzwerk n Netzwerke
internet/- | internet m | internet m | Internet n -
website | sitio web m sitios web | site web m sites web | Website f Websites
link | enlace m | lien m | Link m Links
password | contraseña f | mot de passe m mots de passe | Passwort n Passwörter
software/- | software m | logiciel m | Software f -
program | programa m | programme m | Programm n Programme
programme | programa m | programme m | Programm n Programme
server | servidor m | serveur m | Server m Server
database | base de datos f bases de datos | base de données f bases de données | Datenbank f Datenbanken
datum/data | dato m | donnée f | Datum n Daten
code | código m | code m | Code m Codes
update | actualización f | mise à jour f mises à jour | Aktualisierung f Aktualisierungen
attachment | archivo adjunto m archivos adjuntos | pièce jointe f pièces jointes | Anhang m Anhänge
technology | tecnología f | technologie f | Technologie f Technologien
energy | energía f | énergie f | Energie f Energien
electricity/- | electricidad f | électricité f | Strom m -
power | poder m | pouvoir m | Macht f Mächte
gas | gas m | gaz m | Gas n Gase
cable | cable m | câble m | Kabel n Kabel
robot | robot m robots | robot m | Roboter m Roboter
science | ciencia f | science f | Wissenschaft f Wissenschaften
research/- | investigación f | recherche f | Forschung f -
experiment | experimento m | expérience f | Experiment n Experimente
discovery | descubrimiento m | découverte f | Entdeckung f Entdeckungen
university | universidad f | université f | Universität f Universitäten
exam | examen m exámenes | examen m | Prüfung f Prüfungen
grade | nota f | note f | Note f Noten
homework/- | tarea f | devoir m | Hausaufgabe f -
subject | asignatura f | matière f | Fach n Fächer
education/- | educación f | éducation f | Bildung f -
dictionary | diccionario m | dictionnaire m | Wörterbuch n Wörterbücher
translation | traducción f | traduction f | Übersetzung f Übersetzungen
sentence | frase f | phrase f | Satz m Sätze
paragraph | párrafo m | paragraphe m | Absatz m Absätze
chapter | capítulo m | chapitre m | Kapitel n Kapitel
novel | novela f | roman m | Roman m Romane
poem | poema m | poème m | Gedicht n Gedichte
magazine | revista f | magazine m | Zeitschrift f Zeitschriften
headline | titular m | titre m | Schlagzeile f Schlagzeilen
summary | resumen m resúmenes | résumé m | Zusammenfassung f Zusammenfassungen
description | descripción f | description f | Beschreibung f Beschreibungen
explanation | explicación f | explication f | Erklärung f Erklärungen
instruction | instrucción f | instruction f | Anweisung f Anweisungen
detail | detalle m | détail m | Detail n Details
television | televisor m | télévision f | Fernseher m Fernseher
radio | radio f | radio f | Radio n Radios
film star# | estrella de cine f estrellas de cine | vedette de cinéma f vedettes de cinéma | Filmstar m Filmstars
series/series | serie f | série f | Serie f Serien
stage | escenario m | scène f | Bühne f Bühnen
play | obra f | pièce f | Stück n Stücke
painting | cuadro m | tableau m | Gemälde n Gemälde
art | arte m | art m | Kunst f Künste
culture | cultura f | culture f | Kultur f Kulturen
exhibition | exposición f | exposition f | Ausstellung f Ausstellungen
festival | festival m | festival m festivals | Festival n Festivals
instrument | instrumento m | instrument m | Instrument n Instrumente
guitar | guitarra f | guitare f | Gitarre f Gitarren
piano | piano m | piano m | Klavier n Klaviere
sport | deporte m | sport m | Sport m Sportarten
football/- | fútbol m | football m | Fußball m -
tennis/- | tenis m | tennis m | Tennis n -
race | carrera f | course f | Rennen n Rennen
prize | premio m | prix m | Preis m Preise
winner# | ganador m | gagnant m | Gewinner m Gewinner
champion# | campeón m | champion m | Meister m Meister
hobby | afición f | loisir m | Hobby n Hobbys
leisure/- | ocio m | loisir m | Freizeit f -
walk | paseo m | promenade f | Spaziergang m Spaziergänge
dance | baile m | danse f | Tanz m Tänze
joke | broma f | blague f | Witz m Witze
surprise | sorpresa f | surprise f | Überraschung f Überraschungen
weekend | fin de semana m fines de semana | week-end m week-ends | Wochenende n Wochenenden
midnight/- | medianoche f | minuit m | Mitternacht f -
future/- | futuro m | avenir m | Zukunft f -
period | período m | période f | Zeitraum m Zeiträume
anniversary | aniversario m | anniversaire m | Jubiläum n Jubiläen
law firm | bufete m | cabinet d'avocats m cabinets d'avocats | Anwaltskanzlei f Anwaltskanzleien
court | tribunal m | tribunal m | Gericht n Gerichte
crime | crimen m crímenes | crime m | Verbrechen n Verbrechen
prison | cárcel f | prison f | Gefängnis n Gefängnisse
proof | prueba f | preuve f | Beweis m Beweise
duty | deber m | devoir m | Pflicht f Pflichten
freedom | libertad f | liberté f | Freiheit f Freiheiten
peace/- | paz f | paix f | Frieden m -
war | guerra f | guerre f | Krieg m Kriege
army | ejército m | armée f | Armee f Armeen
weapon | arma f! armas | arme f | Waffe f Waffen
nation | nación f | nation f | Nation f Nationen
region | región f | région f | Region f Regionen
province | provincia f | province f | Provinz f Provinzen
parliament | parlamento m | parlement m | Parlament n Parlamente
election | elección f | élection f | Wahl f Wahlen
vote | voto m | vote m | Stimme f Stimmen
politics/- | política f | politique f | Politik f -
policy | política f | politique f | Richtlinie f Richtlinien
reform | reforma f | réforme f | Reform f Reformen
democracy | democracia f | démocratie f | Demokratie f Demokratien
authority | autoridad f | autorité f | Behörde f Behörden
organisation | organización f | organisation f | Organisation f Organisationen
organization | organización f | organisation f | Organisation f Organisationen
association | asociación f | association f | Verein m Vereine
club | club m clubes | club m | Klub m Klubs
religion | religión f | religion f | Religion f Religionen
god | dios m | dieu m | Gott m Götter
truth | verdad f | vérité f | Wahrheit f Wahrheiten
lie | mentira f | mensonge m | Lüge f Lügen
secret | secreto m | secret m | Geheimnis n Geheimnisse
memory | recuerdo m | souvenir m | Erinnerung f Erinnerungen
thought | pensamiento m | pensée f | Gedanke m* Gedanken
feeling | sentimiento m | sentiment m | Gefühl n Gefühle
emotion | emoción f | émotion f | Emotion f Emotionen
happiness/- | felicidad f | bonheur m | Glück n -
joy | alegría f | joie f | Freude f Freuden
fear | miedo m | peur f | Angst f Ängste
anger/- | ira f | colère f | Wut f -
luck/- | suerte f | chance f | Glück n -
courage/- | valor m | courage m | Mut m -
patience/- | paciencia f | patience f | Geduld f -
trust/- | confianza f | confiance f | Vertrauen n -
respect/- | respeto m | respect m | Respekt m -
interest | interés m | intérêt m | Interesse n Interessen
attention/- | atención f | attention f | Aufmerksamkeit f -
wish | deseo m | souhait m | Wunsch m Wünsche
need | necesidad f | besoin m | Bedürfnis n Bedürfnisse
doubt | duda f | doute m | Zweifel m Zweifel
character | carácter m caracteres | caractère m | Charakter m Charaktere
habit | costumbre f | habitude f | Gewohnheit f Gewohnheiten
situation | situación f | situation f | Situation f Situationen
condition | condición f | condition f | Bedingung f Bedingungen
cause | causa f | cause f | Ursache f Ursachen
effect | efecto m | effet m | Wirkung f Wirkungen
consequence | consecuencia f | conséquence f | Folge f Folgen
difference | diferencia f | différence f | Unterschied m Unterschiede
relationship | relación f | relation f | Beziehung f Beziehungen
comparison | comparación f | comparaison f | Vergleich m Vergleiche
possibility | posibilidad f | possibilité f | Möglichkeit f Möglichkeiten
opportunity | oportunidad f | occasion f | Gelegenheit f Gelegenheiten
advantage | ventaja f | avantage m | Vorteil m Vorteile
disadvantage | desventaja f | inconvénient m | Nachteil m Nachteile
difficulty | dificultad f | difficulté f | Schwierigkeit f Schwierigkeiten
danger | peligro m | danger m | Gefahr f Gefahren
risk | riesgo m | risque m | Risiko n Risiken
safety/- | seguridad f | sécurité f | Sicherheit f -
security/- | seguridad f | sécurité f | Sicherheit f -
protection/- | protección f | protection f | Schutz m -
support/- | apoyo m | soutien m | Unterstützung f -
crisis/crises | crisis f crisis | crise f | Krise f Krisen
conflict | conflicto m | conflit m | Konflikt m Konflikte
fight | pelea f | combat m | Kampf m Kämpfe
attack | ataque m | attaque f | Angriff m Angriffe
aim | meta f | but m | Ziel n Ziele
purpose | propósito m | but m | Zweck m Zwecke
meaning | significado m | sens m | Bedeutung f Bedeutungen
sense | sentido m | sens m | Sinn m Sinne
type | tipo m | type m | Typ m Typen
pair | par m | paire f | Paar n Paare
piece | trozo m | morceau m | Stück n Stücke
row | fila f | rangée f | Reihe f Reihen
queue | cola f | file d'attente f files d'attente | Schlange f Schlangen
edge | borde m | bord m | Rand m Ränder
centre | centro m | centre m | Zentrum n Zentren
top | cima f | sommet m | Spitze f Spitzen
surface | superficie f | surface f | Oberfläche f Oberflächen
space | espacio m | espace m | Raum m Räume
circle | círculo m | cercle m | Kreis m Kreise
shape | forma f | forme f | Form f Formen
weight | peso m | poids m | Gewicht n Gewichte
height | altura f | hauteur f | Höhe f Höhen
length | longitud f | longueur f | Länge f Längen
width | anchura f | largeur f | Breite f Breiten
depth | profundidad f | profondeur f | Tiefe f Tiefen
average | promedio m | moyenne f | Durchschnitt m Durchschnitte
figure | cifra f | chiffre m | Zahl f Zahlen
statistic | estadística f | statistique f | Statistik f Statistiken
rate | tasa f | taux m | Rate f Raten
limit | límite m | limite f | Grenze f Grenzen
level | nivel m | niveau m | Niveau n Niveaus
measure | medida f | mesure f | Maßnahme f Maßnahmen
standard | norma f | norme f | Norm f Normen
guide | guía f | guide m | Führer m Führer
sign | señal f | signe m | Zeichen n Zeichen
signal | señal f | signal m | Signal n Signale
symbol | símbolo m | symbole m | Symbol n Symbole
pattern | patrón m | motif m | Muster n Muster
gift shop | tienda de regalos f tiendas de regalos | boutique de cadeaux f boutiques de cadeaux | Geschenkladen m Geschenkläden
tradition | tradición f | tradition f | Tradition f Traditionen
invitation | invitación f | invitation f | Einladung f Einladungen
celebration | celebración f | fête f | Feier f Feiern
greeting | saludo m | salutation f | Gruß m Grüße
kiss | beso m | baiser m | Kuss m Küsse
smile | sonrisa f | sourire m | Lächeln n Lächeln
laughter/- | risa f | rire m | Lachen n -
silence/- | silencio m | silence m | Stille f -
shadow | sombra f | ombre f | Schatten m Schatten
smoke/- | humo m | fumée f | Rauch m -
flood | inundación f | inondation f | Überschwemmung f Überschwemmungen
earthquake | terremoto m | tremblement de terre m tremblements de terre | Erdbeben n Erdbeben
pollution/- | contaminación f | pollution f | Verschmutzung f -
repair | reparación f | réparation f | Reparatur f Reparaturen
spare part | pieza de repuesto f piezas de repuesto | pièce de rechange f pièces de rechange | Ersatzteil n Ersatzteile
tool box | caja de herramientas f cajas de herramientas | boîte à outils f boîtes à outils | Werkzeugkasten m Werkzeugkästen
hammer | martillo m | marteau m | Hammer m Hämmer
nail | clavo m | clou m | Nagel m Nägel
screw | tornillo m | vis f | Schraube f Schrauben
rope | cuerda f | corde f | Seil n Seile
paint | pintura f | peinture f | Farbe f Farben
needle | aguja f | aiguille f | Nadel f Nadeln
scissor/scissors | tijera f | ciseau m | Schere f Scheren
noodle | fideo m | nouille f | Nudel f Nudeln
store | tienda f | magasin m | Laden m Läden
cover | cubierta f | couverture f | Umschlag m Umschläge
damage/- | daño m | dégât m | Schaden m -
escape | fuga f | fuite f | Flucht f Fluchten
force | fuerza f | force f | Kraft f Kräfte
guess/guesses | suposición f | supposition f | Vermutung f Vermutungen
hunt | caza f cacerías | chasse f | Jagd f Jagden
influence | influencia f | influence f | Einfluss m Einflüsse
jump | salto m | saut m | Sprung m Sprünge
load | carga f | charge f | Last f Lasten
lock | cerradura f | serrure f | Schloss n Schlösser
mark | marca f | marque f | Zeichen n Zeichen
notice | aviso m | avis m | Hinweis m Hinweise
press/- | prensa f | presse f | Presse f -
promise | promesa f | promesse f | Versprechen n Versprechen
record | registro m | registre m | Aufzeichnung f Aufzeichnungen
rescue | rescate m | sauvetage m | Rettung f Rettungen
rest/- | descanso m | repos m | Ruhe f -
search/searches | búsqueda f | recherche f | Suche f Suchen
shout | grito m | cri m | Schrei m Schreie
supply | suministro m | fourniture f | Lieferung f Lieferungen
switch/switches | interruptor m | interrupteur m | Schalter m Schalter
transfer | transferencia f | virement m | Überweisung f Überweisungen
transport/- | transporte m | transport m | Transport m -
blame/- | culpa f | faute f | Schuld f -
claim | reclamación f | réclamation f | Forderung f Forderungen
control | control m | contrôle m | Kontrolle f Kontrollen
design | diseño m | conception f | Entwurf m Entwürfe
exchange | intercambio m | échange m | Austausch m Austausche
match/matches | partido m | match m matchs | Spiel n Spiele
practice | práctica f | pratique f | Praxis f Praxen
flavour | sabor m | saveur f | Geschmack m Geschmäcker
battery charger | cargador de batería m cargadores de batería | chargeur de batterie m chargeurs de batterie | Batterieladegerät n Batterieladegeräte
charger | cargador m | chargeur m | Ladegerät n Ladegeräte
headphone | auricular m | écouteur m | Kopfhörer m Kopfhörer
speaker | altavoz m | haut-parleur m haut-parleurs | Lautsprecher m Lautsprecher
photograph | fotografía f | photographie f | Fotografie f Fotografien
video | vídeo m | vidéo f | Video n Videos
app | aplicación f | application f | App f Apps
error message | mensaje de error m mensajes de error | message d'erreur m messages d'erreur | Fehlermeldung f Fehlermeldungen
feature | función f | fonctionnalité f | Funktion f Funktionen
setting | ajuste m | réglage m | Einstellung f Einstellungen
option | opción f | option f | Option f Optionen
topic | tema m | sujet m | Thema n Themen
issue | asunto m | problème m | Problem n Probleme
matter | asunto m | affaire f | Angelegenheit f Angelegenheiten
fault | culpa f | faute f | Fehler m Fehler
item | artículo m | article m | Artikel m Artikel
object | objeto m | objet m | Objekt n Objekte
subscription | suscripción f | abonnement m | Abonnement n Abonnements
membership | afiliación f | adhésion f | Mitgliedschaft f Mitgliedschaften
registration | inscripción f | inscription f | Anmeldung f Anmeldungen
participant# | participante m | participant m | Teilnehmer m Teilnehmer
speech/speeches | discurso m | discours m | Rede f Reden
note | nota f | note f | Notiz f Notizen
comment | comentario m | commentaire m | Kommentar m Kommentare
review | reseña f | avis m | Bewertung f Bewertungen
survey | encuesta f | enquête f | Umfrage f Umfragen
study | estudio m | étude f | Studie f Studien
analysis/analyses | análisis m análisis | analyse f | Analyse f Analysen
fact sheet | hoja informativa f hojas informativas | fiche d'information f fiches d'information | Merkblatt n Merkblätter
evidence/- | prueba f | preuve f | Beleg m -
source | fuente f | source f | Quelle f Quellen
structure | estructura f | structure f | Struktur f Strukturen
function | función f | fonction f | Funktion f Funktionen
role | papel m | rôle m | Rolle f Rollen
position | posición f | position f | Position f Positionen
location | ubicación f | emplacement m | Standort m Standorte
site | sitio m | site m | Gelände n Gelände
ground | suelo m | sol m | Boden m Böden
land/- | tierra f | terre f | Land n -
roadwork | obra f | travaux m travaux | Straßenarbeit f Straßenarbeiten
construction | construcción f | construction f | Bau m Bauten
material | material m | matériau m matériaux | Material n Materialien
brick | ladrillo m | brique f | Ziegel m Ziegel
pipe | tubo m | tuyau m | Rohr n Rohre
tap | grifo m | robinet m | Wasserhahn m Wasserhähne
heating/- | calefacción f | chauffage m | Heizung f -
bulb | bombilla f | ampoule f | Glühbirne f Glühbirnen
plug | enchufe m | prise f | Stecker m Stecker
bag of rice | bolsa de arroz f bolsas de arroz | sac de riz m sacs de riz | Reissack m Reissäcke
bill of sale | contrato de venta m contratos de venta | acte de vente m actes de vente | Kaufvertrag m Kaufverträge
identity card | documento de identidad m documentos de identidad | carte d'identité f cartes d'identité | Personalausweis m Personalausweise
driving licence | permiso de conducir m permisos de conducir | permis de conduire m | Führerschein m Führerscheine
licence | licencia f | licence f | Lizenz f Lizenzen
certificate | certificado m | certificat m | Zertifikat n Zertifikate
visa | visado m | visa m | Visum n Visa
postcode | código postal m códigos postales | code postal m codes postaux | Postleitzahl f Postleitzahlen
phone number | número de teléfono m números de teléfono | numéro de téléphone m numéros de téléphone | Telefonnummer f Telefonnummern
surname | apellido m | nom de famille m noms de famille | Nachname m* Nachnamen
first name | nombre m | prénom m | Vorname m* Vornamen
railway | ferrocarril m | chemin de fer m chemins de fer | Eisenbahn f Eisenbahnen
railway station | estación de tren f estaciones de tren | gare f | Bahnhof m Bahnhöfe
`;
