/**
 * English | Spanish | French | German, one verb a line; forms after the infinitive only where rules do not give
 * them ("-" for one that they do).
 * English: base, past, participle. Spanish: infinitive, yo, él, él (past), participle, future stem.
 * French: infinitive (`+` takes être), il, nous, ils, participle, future stem.
 * German: infinitive (`prefix|verb`, `+` takes sein, `~` has a dative object), er, er (past), participle.
 */
export const verbs = `
accept | aceptar | accepter | akzeptieren
agree | aceptar | accepter | zu|stimmen
answer | responder | répondre | antworten
arrive | llegar | arriver+ | an|kommen+ kommt kam angekommen
ask | preguntar | demander | fragen
become became become | convertirse convierto convierte | devenir+ devient devenons deviennent devenu deviendr | werden+ wird wurde geworden
begin began begun | empezar empiezo empieza | commencer | beginnen - begann begonnen
believe | creer - - creyó creído | croire croit croyons croient cru | glauben
boil | hervir hiervo hierve hirvió | bouillir bout bouillons bouillent bouilli | kochen
borrow | pedir=prestado pido pide pidió | emprunter | aus|leihen leiht lieh ausgeliehen
break broke broken | romper - - - roto | casser | brechen bricht brach gebrochen
bring brought | traer traigo trae trajo traído | apporter | bringen - brachte gebracht
build built | construir construyo construye construyó | construire construit construisons construisent construit | bauen
buy bought | comprar | acheter achète achetons achètent - achèter | kaufen
call | llamar | appeler appelle appelons appellent - appeller | an|rufen ruft rief angerufen
carry | llevar | porter | tragen trägt trug getragen
change | cambiar | changer | ändern
choose chose chosen | elegir elijo elige eligió | choisir | wählen
clean | limpiar | nettoyer nettoie nettoyons nettoient - nettoier | putzen
close | cerrar cierro cierra | fermer | schließen - schloss geschlossen
come came come | venir vengo viene vino - vendr | venir+ vient venons viennent venu viendr | kommen+ - kam gekommen
continue | continuar continúo continúa | continuer | fort|setzen
cook | cocinar | cuisiner | kochen
cost cost cost | costar cuesto cuesta | coûter | kosten
cross | cruzar | traverser | überqueren - überquerte überquert
cut cut cut | cortar | couper | schneiden schneidet schnitt geschnitten
dance | bailar | danser | tanzen
decide | decidir | décider | entscheiden entscheidet entschied entschieden
deliver | entregar | livrer | liefern
describe | describir - - - descrito | décrire décrit décrivons décrivent décrit | beschreiben - beschrieb beschrieben
die | morir muero muere murió muerto | mourir+ meurt mourons meurent mort mourr | sterben+ stirbt starb gestorben
discover | descubrir - - - descubierto | découvrir découvre découvrons découvrent découvert | entdecken - entdeckte entdeckt
do did done | hacer hago hace hizo hecho har | faire fait faisons font fait fer | tun tut tat getan
draw drew drawn | dibujar | dessiner | zeichnen
drink drank drunk | beber | boire boit buvons boivent bu | trinken - trank getrunken
drive drove driven | conducir conduzco conduce condujo | conduire conduit conduisons conduisent conduit | fahren+ fährt fuhr gefahren
eat ate eaten | comer | manger | essen isst aß gegessen
end | terminar | finir | enden
fit | quedar=bien | aller=bien+ va allons vont allé ir | passen
touch | tocar | toucher | berühren - berührte berührt
improve | mejorar | améliorer | verbessern - verbesserte verbessert
add | añadir | ajouter | hinzu|fügen
remove | quitar | retirer | entfernen - entfernte entfernt
create | crear | créer | erstellen - erstellte erstellt
include | incluir incluyo incluye incluyó | inclure inclut incluons incluent inclus | enthalten enthält enthielt enthalten
contain | contener contengo contiene contuvo - contendr | contenir contient contenons contiennent contenu contiendr | enthalten enthält enthielt enthalten
reach | alcanzar | atteindre atteint atteignons atteignent atteint | erreichen - erreichte erreicht
rent | alquilar | louer | mieten
share | compartir | partager | teilen
click | hacer=clic hago hace hizo hecho har | cliquer | klicken
check | comprobar compruebo comprueba | vérifier | prüfen
print | imprimir - - - impreso | imprimer | drucken
turn | girar | tourner | drehen
enjoy | disfrutar | apprécier | genießen - genoss genossen
enter | entrar | entrer+ | ein|treten+ tritt trat eingetreten
expect | esperar | attendre | erwarten - erwartete erwartet
explain | explicar | expliquer | erklären - erklärte erklärt
fall fell fallen | caer caigo cae cayó caído | tomber+ | fallen+ fällt fiel gefallen
feel felt | sentir siento siente sintió | sentir sent sentons sentent senti | fühlen
find found | encontrar encuentro encuentra | trouver | finden findet fand gefunden
finish | terminar | finir | beenden beendet beendete beendet
fly flew flown | volar vuelo vuela | voler | fliegen+ - flog geflogen
follow | seguir sigo sigue siguió | suivre suit suivons suivent suivi | folgen+~
forget forgot forgotten | olvidar | oublier | vergessen vergisst vergaß vergessen
get got | recibir | recevoir reçoit recevons reçoivent reçu recevr | bekommen - bekam bekommen
give gave given | dar doy da dio | donner | geben gibt gab gegeben
go went gone | ir voy va fue - ir | aller+ va allons vont allé ir | gehen+ - ging gegangen
grow grew grown | crecer crezco crece | grandir | wachsen+ wächst wuchs gewachsen
happen | ocurrir | arriver+ | geschehen+ geschieht geschah geschehen
have had | tener tengo tiene tuvo - tendr | avoir a avons ont eu aur | haben hat hatte gehabt
hear heard | oír oigo oye oyó oído oir | entendre | hören
help | ayudar | aider | helfen~ hilft half geholfen
hope | esperar | espérer espère espérons espèrent - espérer | hoffen
invite | invitar | inviter | ein|laden lädt lud eingeladen
keep kept | guardar | garder | behalten behält behielt behalten
know knew known | saber sé sabe supo - sabr | savoir sait savons savent su saur | wissen weiß wusste gewusst
laugh | reír río ríe rió reído reir | rire rit rions rient ri | lachen
learn | aprender | apprendre apprend apprenons apprennent appris | lernen
leave left | salir salgo sale - - saldr | partir+ part partons partent parti | gehen+ - ging gegangen
lend lent | prestar | prêter | leihen - lieh geliehen
like | disfrutar | aimer | mögen mag mochte gemocht
listen | escuchar | écouter | zu|hören
live | vivir | vivre vit vivons vivent vécu | leben
look | mirar | regarder | schauen
lose lost | perder pierdo pierde | perdre | verlieren - verlor verloren
love | amar | aimer | lieben
make made | hacer hago hace hizo hecho har | faire fait faisons font fait fer | machen
mean meant | significar | signifier | bedeuten - bedeutete bedeutet
meet met | reunirse reúno reúne | se=retrouver | sich=treffen trifft traf getroffen
move | mover muevo mueve | bouger | bewegen - bewegte bewegt
need | necesitar | avoir=besoin=de a avons ont eu aur | brauchen
offer | ofrecer ofrezco ofrece | offrir offre offrons offrent offert | an|bieten bietet bot angeboten
open | abrir - - - abierto | ouvrir ouvre ouvrons ouvrent ouvert | öffnen
order | pedir pido pide pidió | commander | bestellen - bestellte bestellt
paint | pintar | peindre peint peignons peignent peint | malen
pay paid | pagar | payer paie payons paient - paier | zahlen
plan | planear | prévoir prévoit prévoyons prévoient prévu prévoir | planen
play | jugar juego juega | jouer | spielen
prefer | preferir prefiero prefiere prefirió | préférer préfère préférons préfèrent - préférer | bevorzugen - bevorzugte bevorzugt
prepare | preparar | préparer | vor|bereiten bereitet bereitete vorbereitet
promise | prometer | promettre promet promettons promettent promis | versprechen verspricht versprach versprochen
put put put | poner pongo pone puso puesto pondr | mettre met mettons mettent mis | legen
rain | llover - llueve | pleuvoir pleut pleuvons pleuvent plu pleuvr | regnen
read read read | leer - - leyó leído | lire lit lisons lisent lu | lesen liest las gelesen
receive | recibir | recevoir reçoit recevons reçoivent reçu recevr | erhalten erhält erhielt erhalten
remember | recordar recuerdo recuerda | se=rappeler rappelle rappelons rappellent - rappeller | sich=erinnern - erinnerte erinnert
repair | reparar | réparer | reparieren
replace | reemplazar | remplacer | ersetzen - ersetzte ersetzt
return | volver vuelvo vuelve - vuelto | revenir+ revient revenons reviennent revenu reviendr | zurück|kehren+
run ran run | correr | courir court courons courent couru courr | laufen+ läuft lief gelaufen
save | ahorrar | économiser | sparen
say said | decir digo dice dijo dicho dir | dire dit disons disent dit | sagen
see saw seen | ver veo ve vio visto | voir voit voyons voient vu verr | sehen sieht sah gesehen
sell sold | vender | vendre | verkaufen - verkaufte verkauft
send sent | enviar envío envía | envoyer envoie envoyons envoient - enverr | schicken
show showed shown | mostrar muestro muestra | montrer | zeigen
sing sang sung | cantar | chanter | singen - sang gesungen
sit sat | sentarse siento sienta | se=asseoir assied asseyons asseyent assis assiér | sitzen - saß gesessen
sleep slept | dormir duermo duerme durmió | dormir dort dormons dorment dormi | schlafen schläft schlief geschlafen
smile | sonreír sonrío sonríe sonrió sonreído sonreir | sourire sourit sourions sourient souri | lächeln
speak spoke spoken | hablar | parler | sprechen spricht sprach gesprochen
spend spent | gastar | dépenser | aus|geben gibt gab ausgegeben
stand stood | estar=de=pie estoy está estuvo | être=debout est sommes sont été ser | stehen - stand gestanden
start | empezar empiezo empieza | commencer | beginnen - begann begonnen
stay | quedarse | rester+ | bleiben+ - blieb geblieben
stop | parar | arrêter | auf|hören
study studied | estudiar | étudier | studieren
swim swam swum | nadar | nager | schwimmen+ - schwamm geschwommen
take took taken | tomar | prendre prend prenons prennent pris | nehmen nimmt nahm genommen
talk | hablar | parler | sprechen spricht sprach gesprochen
teach taught | enseñar | enseigner | unterrichten - unterrichtete unterrichtet
tell told | decir digo dice dijo dicho dir | dire dit disons disent dit | erzählen - erzählte erzählt
thank | agradecer agradezco agradece | remercier | danken~
think thought | pensar pienso piensa | penser | denken - dachte gedacht
travel | viajar | voyager | reisen+
try tried | intentar | essayer essaie essayons essaient - essaier | versuchen - versuchte versucht
understand understood | entender entiendo entiende | comprendre comprend comprenons comprennent compris | verstehen - verstand verstanden
use | usar | utiliser | benutzen - benutzte benutzt
visit | visitar | visiter | besuchen - besuchte besucht
wait | esperar | attendre | warten
walk | caminar | marcher | gehen+ - ging gegangen
want | querer quiero quiere quiso - querr | vouloir veut voulons veulent voulu voudr | wollen will wollte gewollt
wash | lavar | laver | waschen wäscht wusch gewaschen
watch | mirar | regarder | sehen sieht sah gesehen
wear wore worn | llevar | porter | tragen trägt trug getragen
win won | ganar | gagner | gewinnen - gewann gewonnen
work | trabajar | travailler | arbeiten
write wrote written | escribir - - - escrito | écrire écrit écrivons écrivent écrit | schreiben - schrieb geschrieben
admit | admitir | admettre admet admettons admettent admis | zu|geben gibt gab zugegeben
advise | aconsejar | conseiller | beraten berät beriet beraten
afford | permitirse | se=permettre permet permettons permettent permis | sich=leisten
aim | apuntar | viser | zielen
allow | permitir | permettre permet permettons permettent permis | erlauben - erlaubte erlaubt
announce | anunciar | annoncer | an|kündigen
appear | aparecer aparezco | apparaître apparaît apparaissons apparaissent apparu | erscheinen+ - erschien erschienen
apply | solicitar | postuler | sich=bewerben bewirbt bewarb beworben
approve | aprobar apruebo aprueba | approuver | genehmigen - genehmigte genehmigt
argue | discutir | discuter | streiten streitet stritt gestritten
arrange | organizar | organiser | organisieren
attack | atacar | attaquer | an|greifen greift griff angegriffen
attend | asistir=a | assister=à | teil|nehmen nimmt nahm teilgenommen
avoid | evitar | éviter | vermeiden vermeidet vermied vermieden
bake | hornear | cuire cuit cuisons cuisent cuit | backen backt backte gebacken
bark | ladrar | aboyer aboie aboyons aboient - aboier | bellen
beat beat beaten | vencer venzo | battre bat battons battent battu | schlagen schlägt schlug geschlagen
belong | pertenecer pertenezco | appartenir appartient appartenons appartiennent appartenu appartiendr | gehören~ - gehörte gehört
bite bit bitten | morder muerdo muerde | mordre | beißen - biss gebissen
blame | culpar | blâmer | beschuldigen - beschuldigte beschuldigt
blow blew blown | soplar | souffler | blasen bläst blies geblasen
book | reservar | réserver | buchen
breathe | respirar | respirer | atmen
brush | cepillar | brosser | bürsten
burn | quemar | brûler | brennen - brannte gebrannt
calculate | calcular | calculer | berechnen - berechnete berechnet
cancel | cancelar | annuler | stornieren
catch caught | atrapar | attraper | fangen fängt fing gefangen
cause | causar | causer | verursachen - verursachte verursacht
celebrate | celebrar | célébrer célèbre célébrons célèbrent - célébrer | feiern
chat | charlar | bavarder | plaudern
claim | afirmar | affirmer | behaupten - behauptete behauptet
climb | escalar | grimper | klettern+
collect | recoger recojo | recueillir recueille recueillons recueillent recueilli recueiller | sammeln
combine | combinar | combiner | kombinieren
compare | comparar | comparer | vergleichen - verglich verglichen
complain | quejarse | se=plaindre plaint plaignons plaignent plaint | sich=beschweren - beschwerte beschwert
confirm | confirmar | confirmer | bestätigen - bestätigte bestätigt
connect | conectar | connecter | verbinden verbindet verband verbunden
consider | considerar | considérer considère considérons considèrent - considérer | betrachten - betrachtete betrachtet
consist | consistir | consister | bestehen - bestand bestanden
contact | contactar | contacter | kontaktieren
control controlled | controlar | contrôler | kontrollieren
cool | enfriar enfrío enfría | refroidir | kühlen
copy | copiar | copier | kopieren
correct | corregir corrijo corrige corrigió | corriger | korrigieren
count | contar cuento cuenta | compter | zählen
cover | cubrir - - - cubierto | couvrir couvre couvrons couvrent couvert | bedecken - bedeckte bedeckt
cry | llorar | pleurer | weinen
damage | dañar | endommager | beschädigen - beschädigte beschädigt
deal dealt | tratar | traiter | handeln
declare | declarar | déclarer | erklären - erklärte erklärt
defend | defender defiendo defiende | défendre | verteidigen - verteidigte verteidigt
delay | retrasar | retarder | verzögern - verzögerte verzögert
delete | borrar | effacer | löschen
demand | exigir exijo | exiger | fordern
deny | negar niego niega | nier | leugnen
depend | depender | dépendre | ab|hängen hängt hing abgehangen
deserve | merecer merezco | mériter | verdienen - verdiente verdient
design | diseñar | concevoir conçoit concevons conçoivent conçu concevr | entwerfen entwirft entwarf entworfen
destroy | destruir destruyo destruye destruyó | détruire détruit détruisons détruisent détruit | zerstören - zerstörte zerstört
develop | desarrollar | développer | entwickeln - entwickelte entwickelt
dig dug | cavar | creuser | graben gräbt grub gegraben
disappear | desaparecer desaparezco | disparaître disparaît disparaissons disparaissent disparu | verschwinden+ verschwindet verschwand verschwunden
discuss | discutir | discuter | besprechen bespricht besprach besprochen
divide | dividir | diviser | teilen
double | duplicar | doubler | verdoppeln - verdoppelte verdoppelt
doubt | dudar | douter | zweifeln
download | descargar | télécharger | herunter|laden lädt lud heruntergeladen
dream | soñar sueño sueña | rêver | träumen
dry | secar | sécher sèche séchons sèchent - sécher | trocknen
earn | ganar | gagner | verdienen - verdiente verdient
employ | emplear | employer emploie employons emploient - emploier | beschäftigen - beschäftigte beschäftigt
encourage | animar | encourager | ermutigen - ermutigte ermutigt
escape | escapar | échapper | entkommen+ entkommt entkam entkommen
establish | establecer establezco | établir | gründen
examine | examinar | examiner | untersuchen - untersuchte untersucht
exchange | intercambiar | échanger | tauschen
exist | existir | exister | existieren
explore | explorar | explorer | erforschen - erforschte erforscht
export | exportar | exporter | exportieren
express | expresar | exprimer | aus|drücken
extend | ampliar amplío amplía | prolonger | verlängern - verlängerte verlängert
fail | fracasar | échouer | scheitern+
feed fed | alimentar | nourrir | füttern
fight fought | luchar | combattre combat combattons combattent combattu | kämpfen
fill | llenar | remplir | füllen
fix | arreglar | réparer | reparieren
flow | fluir fluyo fluye fluyó | couler | fließen+ - floss geflossen
fold | doblar | plier | falten
forbid forbade forbidden | prohibir prohíbo prohíbe | interdire interdit interdisons interdisent interdit | verbieten verbietet verbot verboten
force | forzar fuerzo fuerza | forcer | zwingen - zwang gezwungen
forgive forgave forgiven | perdonar | pardonner | vergeben~ vergibt vergab vergeben
freeze froze frozen | congelar | geler gèle gelons gèlent - gèler | frieren - fror gefroren
gather | reunir reúno reúne | rassembler | sammeln
greet | saludar | saluer | grüßen
guess | adivinar | deviner | raten rät riet geraten
guide | guiar guío guía | guider | führen
handle | manejar | gérer gère gérons gèrent - gérer | behandeln - behandelte behandelt
hang hung | colgar cuelgo cuelga | accrocher | hängen - hing gehangen
hate | odiar | détester | hassen
heat | calentar caliento calienta | chauffer | heizen
hide hid hidden | esconder | cacher | verstecken - versteckte versteckt
hire | contratar | embaucher | ein|stellen
hit hit hit | golpear | frapper | schlagen schlägt schlug geschlagen
hold held | sostener sostengo sostiene sostuvo - sostendr | tenir tient tenons tiennent tenu tiendr | halten hält hielt gehalten
hunt | cazar | chasser | jagen
hurry | apresurarse | se=dépêcher | sich=beeilen - beeilte beeilt
hurt hurt hurt | herir hiero hiere hirió | blesser | verletzen - verletzte verletzt
identify | identificar | identifier | identifizieren
ignore | ignorar | ignorer | ignorieren
import | importar | importer | importieren
increase | aumentar | augmenter | erhöhen - erhöhte erhöht
influence | influir=en influyo influye influyó | influencer | beeinflussen - beeinflusste beeinflusst
inform | informar | informer | informieren
install | instalar | installer | installieren
introduce | presentar | présenter | vor|stellen
invent | inventar | inventer | erfinden erfindet erfand erfunden
invest | invertir invierto invierte invirtió | investir | investieren
investigate | investigar | enquêter=sur | untersuchen - untersuchte untersucht
iron | planchar | repasser | bügeln
join | unirse=a | rejoindre rejoint rejoignons rejoignent rejoint | bei|treten+~ tritt trat beigetreten
judge | juzgar | juger | beurteilen - beurteilte beurteilt
jump | saltar | sauter | springen+ - sprang gesprungen
kill | matar | tuer | töten
kiss | besar | embrasser | küssen
lay laid | colocar | poser | legen
lead led | dirigir dirijo | diriger | leiten
lie lied | mentir miento miente mintió | mentir ment mentons mentent menti | lügen - log gelogen
lift | levantar | soulever soulève soulevons soulèvent - soulèver | heben - hob gehoben
limit | limitar | limiter | begrenzen - begrenzte begrenzt
load | cargar | charger | laden lädt lud geladen
lock | cerrar=con=llave cierro cierra | fermer=à=clé | ab|schließen - schloss abgeschlossen
lower | bajar | baisser | senken
manage | gestionar | gérer gère gérons gèrent - gérer | verwalten - verwaltete verwaltet
mark | marcar | marquer | markieren
marry | casarse=con | épouser | heiraten
measure | medir mido mide midió | mesurer | messen misst maß gemessen
melt | derretirse derrito derrite derritió | fondre | schmelzen+ schmilzt schmolz geschmolzen
mention | mencionar | mentionner | erwähnen - erwähnte erwähnt
miss | echar=de=menos | manquer | vermissen - vermisste vermisst
mix | mezclar | mélanger | mischen
notice | notar | remarquer | bemerken - bemerkte bemerkt
obey | obedecer obedezco | obéir=à | gehorchen~ - gehorchte gehorcht
observe | observar | observer | beobachten - beobachtete beobachtet
organise | organizar | organiser | organisieren
organize | organizar | organiser | organisieren
own | poseer - - poseyó poseído | posséder possède possédons possèdent - posséder | besitzen - besaß besessen
pack | empaquetar | emballer | packen
park | aparcar | garer | parken
pass | pasar | passer | bestehen - bestand bestanden
perform | actuar actúo actúa | jouer | auf|treten+ tritt trat aufgetreten
permit | permitir | permettre permet permettons permettent permis | erlauben - erlaubte erlaubt
phone | llamar=por=teléfono | téléphoner=à | an|rufen ruft rief angerufen
pick | recoger recojo | cueillir cueille cueillons cueillent cueilli cueiller | pflücken
plant | plantar | planter | pflanzen
point | señalar | indiquer | zeigen
pour | verter vierto vierte | verser | gießen - goss gegossen
practise | practicar | pratiquer | üben
praise | elogiar | louer | loben
pray | rezar | prier | beten
present | presentar | présenter | präsentieren
press | pulsar | appuyer=sur appuie appuyons appuient - appuier | drücken
prevent | impedir impido impide impidió | empêcher | verhindern - verhinderte verhindert
produce | producir produzco produce produjo | produire produit produisons produisent produit | produzieren
protect | proteger protejo | protéger protège protégeons protègent - protéger | schützen
prove | demostrar demuestro demuestra | prouver | beweisen - bewies bewiesen
provide | proporcionar | fournir | bereit|stellen
publish | publicar | publier | veröffentlichen - veröffentlichte veröffentlicht
pull | tirar=de | tirer | ziehen - zog gezogen
push | empujar | pousser | schieben - schob geschoben
raise | levantar | lever lève levons lèvent - lèver | erhöhen - erhöhte erhöht
realise | darse=cuenta doy da dio | se=rendre=compte | erkennen - erkannte erkannt
recognise | reconocer reconozco | reconnaître reconnaît reconnaissons reconnaissent reconnu | erkennen - erkannte erkannt
recommend | recomendar recomiendo recomienda | recommander | empfehlen empfiehlt empfahl empfohlen
record | grabar | enregistrer | auf|nehmen nimmt nahm aufgenommen
recover | recuperarse | se=rétablir | sich=erholen - erholte erholt
reduce | reducir reduzco reduce redujo | réduire réduit réduisons réduisent réduit | reduzieren
refer | referirse refiero refiere refirió | se=référer réfère référons réfèrent - référer | sich=beziehen - bezog bezogen
refuse | rechazar | refuser | ab|lehnen
reject | rechazar | rejeter rejette rejetons rejettent - rejetter | ab|lehnen
relax | relajarse | se=détendre | sich=entspannen - entspannte entspannt
repeat | repetir repito repite repitió | répéter répète répétons répètent - répéter | wiederholen - wiederholte wiederholt
reply | responder | répondre | antworten
report | informar | signaler | berichten - berichtete berichtet
represent | representar | représenter | vertreten vertritt vertrat vertreten
request | solicitar | demander | an|fordern
rescue | rescatar | sauver | retten
reserve | reservar | réserver | reservieren
respect | respetar | respecter | respektieren
rest | descansar | se=reposer | sich=erholen - erholte erholt
ride rode ridden | montar | monter+ | reiten+ reitet ritt geritten
ring rang rung | sonar sueno suena | sonner | klingeln
rise rose risen | subir | monter+ | steigen+ - stieg gestiegen
rule | gobernar gobierno gobierna | gouverner | regieren
search | buscar | chercher | suchen
seem | parecer parezco | sembler | scheinen - schien geschienen
select | seleccionar | sélectionner | aus|wählen
separate | separar | séparer | trennen
serve | servir sirvo sirve sirvió | servir sert servons servent servi | bedienen - bediente bedient
shake shook shaken | sacudir | secouer | schütteln
shine shone | brillar | briller | scheinen - schien geschienen
shoot shot | disparar | tirer | schießen - schoss geschossen
shout | gritar | crier | schreien - schrie geschrien
sign | firmar | signer | unterschreiben - unterschrieb unterschrieben
sink sank sunk | hundirse | couler | sinken+ - sank gesunken
slide slid | deslizarse | glisser | rutschen+
smell | oler huelo huele | sentir sent sentons sentent senti | riechen - roch gerochen
smoke | fumar | fumer | rauchen
snow | nevar - nieva | neiger | schneien
solve | resolver resuelvo resuelve - resuelto | résoudre résout résolvons résolvent résolu | lösen
sound | sonar sueno suena | sonner | klingen - klang geklungen
spread spread spread | extender extiendo extiende | répandre | verbreiten - verbreitete verbreitet
steal stole stolen | robar | voler | stehlen stiehlt stahl gestohlen
store | guardar | stocker | lagern
suffer | sufrir | souffrir souffre souffrons souffrent souffert | leiden leidet litt gelitten
suggest | sugerir sugiero sugiere sugirió | suggérer suggère suggérons suggèrent - suggérer | vor|schlagen schlägt schlug vorgeschlagen
supply | suministrar | fournir | liefern
support | apoyar | soutenir soutient soutenons soutiennent soutenu soutiendr | unterstützen - unterstützte unterstützt
surprise | sorprender | surprendre surprend surprenons surprennent surpris | überraschen - überraschte überrascht
sweep swept | barrer | balayer balaie balayons balaient - balaier | fegen
switch | cambiar | changer | wechseln
taste | probar pruebo prueba | goûter | probieren
tear tore torn | rasgar | déchirer | zerreißen - zerriss zerrissen
test | probar pruebo prueba | tester | testen
throw threw thrown | lanzar | jeter jette jetons jettent - jetter | werfen wirft warf geworfen
train | entrenar | entraîner | trainieren
transfer | transferir transfiero transfiere transfirió | transférer transfère transférons transfèrent - transférer | überweisen - überwies überwiesen
translate | traducir traduzco traduce tradujo | traduire traduit traduisons traduisent traduit | übersetzen - übersetzte übersetzt
transport | transportar | transporter | transportieren
treat | tratar | traiter | behandeln - behandelte behandelt
trust | confiar=en confío confía | faire=confiance=à fait faisons font fait fer | vertrauen~ - vertraute vertraut
type | teclear | taper | tippen
update | actualizar | mettre=à=jour met mettons mettent mis | aktualisieren
vote | votar | voter | wählen
wake woke woken | despertar despierto despierta | réveiller | wecken
warn | advertir advierto advierte advirtió | avertir | warnen
waste | desperdiciar | gaspiller | verschwenden - verschwendete verschwendet
weigh | pesar | peser pèse pesons pèsent - pèser | wiegen - wog gewogen
welcome | dar=la=bienvenida=a doy da dio | accueillir accueille accueillons accueillent accueilli accueiller | begrüßen - begrüßte begrüßt
wish | desear | souhaiter | wünschen
wonder | preguntarse | se=demander | sich=fragen
register | registrar | enregistrer | registrieren
float | flotar | flotter | treiben - trieb getrieben
function | funcionar | fonctionner | funktionieren
`;
