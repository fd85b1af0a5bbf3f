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
`;
