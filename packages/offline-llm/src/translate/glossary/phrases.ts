/**
 * English | Spanish | French | German: phrases of at most five words and words that never change.
 * Lines of the same meaning stand together; the first line with a foreign phrase translates it back.
 */
export const phrases = `
yes | sí | oui | ja
no | no | non | nein
hello | hola | bonjour | hallo
goodbye | adiós | au revoir | auf Wiedersehen
good morning | buenos días | bonjour | guten Morgen
good afternoon | buenas tardes | bonjour | guten Tag
good evening | buenas noches | bonsoir | guten Abend
good night | buenas noches | bonne nuit | gute Nacht
welcome | bienvenidos | bienvenue | willkommen
thank you | gracias | merci | danke
thanks | gracias | merci | danke
thank you very much | muchas gracias | merci beaucoup | vielen Dank
please | por favor | s'il vous plaît | bitte
please tell us | avísenos por favor | merci de nous prévenir | informieren Sie uns bitte
please note | tenga en cuenta | veuillez noter | bitte beachten Sie
please contact us | póngase en contacto con nosotros | veuillez nous contacter | bitte kontaktieren Sie uns
sorry | lo siento | désolé | Entschuldigung
excuse me | disculpe | excusez-moi | entschuldigen Sie
how are you | cómo está | comment allez-vous | wie geht es Ihnen
see you soon | hasta pronto | à bientôt | bis bald
of course | por supuesto | bien sûr | natürlich
for example | por ejemplo | par exemple | zum Beispiel
as soon as possible | lo antes posible | dès que possible | so bald wie möglich
at least | al menos | au moins | mindestens
at most | como máximo | au plus | höchstens
at once | enseguida | tout de suite | sofort
at home | en casa | à la maison | zu Hause
at work | en el trabajo | au travail | bei der Arbeit
at school | en la escuela | à l'école | in der Schule
at night | por la noche | la nuit | nachts
at the moment | en este momento | en ce moment | im Moment
at the same time | al mismo tiempo | en même temps | gleichzeitig
at the end | al final | à la fin | am Ende
at the beginning | al principio | au début | am Anfang
at noon | a mediodía | à midi | um zwölf Uhr mittags
in the morning | por la mañana | le matin | am Morgen
in the afternoon | por la tarde | l'après-midi | am Nachmittag
in the evening | por la noche | le soir | am Abend
in the morning | de la mañana | du matin | morgens
in the afternoon | de la tarde | de l'après-midi | nachmittags
in the evening | de la noche | du soir | abends
in summer | en verano | en été | im Sommer
in winter | en invierno | en hiver | im Winter
in spring | en primavera | au printemps | im Frühling
in autumn | en otoño | en automne | im Herbst
in English | en inglés | en anglais | auf Englisch
in Spanish | en español | en espagnol | auf Spanisch
in French | en francés | en français | auf Französisch
in German | en alemán | en allemand | auf Deutsch
in general | en general | en général | im Allgemeinen
in addition | además | de plus | außerdem
in fact | de hecho | en fait | tatsächlich
in time | a tiempo | à temps | rechtzeitig
in total | en total | au total | insgesamt
in advance | por adelantado | à l'avance | im Voraus
on time | a tiempo | à l'heure | pünktlich
on foot | a pie | à pied | zu Fuß
on holiday | de vacaciones | en vacances | im Urlaub
on the first floor | en el primer piso | au premier étage | im ersten Stock
on the second floor | en el segundo piso | au deuxième étage | im zweiten Stock
on the ground floor | en la planta baja | au rez-de-chaussée | im Erdgeschoss
the first floor | el primer piso | le premier étage | der erste Stock
the ground floor | la planta baja | le rez-de-chaussée | das Erdgeschoss
on the left | a la izquierda | à gauche | links
on the right | a la derecha | à droite | rechts
on the phone | por teléfono | au téléphone | am Telefon
on the internet | en internet | sur internet | im Internet
on the other hand | por otro lado | d'autre part | andererseits
by train | en tren | en train | mit dem Zug
by bus | en autobús | en bus | mit dem Bus
by car | en coche | en voiture | mit dem Auto
by bike | en bicicleta | à vélo | mit dem Fahrrad
by email | por correo | par e-mail | per E-Mail
for free | gratis | gratuitement | kostenlos
free of charge | gratis | gratuitement | kostenlos
from time to time | de vez en cuando | de temps en temps | ab und zu
more and more | cada vez más | de plus en plus | immer mehr
more or less | más o menos | plus ou moins | mehr oder weniger
most of the time | casi siempre | la plupart du temps | meistens
once a week | una vez por semana | une fois par semaine | einmal pro Woche
twice a week | dos veces por semana | deux fois par semaine | zweimal pro Woche
a day | al día | par jour | pro Tag
a week | por semana | par semaine | pro Woche
a month | al mes | par mois | pro Monat
a year | al año | par an | pro Jahr
once a year | una vez al año | une fois par an | einmal im Jahr
every day | todos los días | tous les jours | jeden Tag
every morning | cada mañana | chaque matin | jeden Morgen
every evening | cada noche | chaque soir | jeden Abend
every week | cada semana | chaque semaine | jede Woche
every month | cada mes | chaque mois | jeden Monat
every year | cada año | chaque année | jedes Jahr
all day | todo el día | toute la journée | den ganzen Tag
all the time | todo el tiempo | tout le temps | die ganze Zeit
all over the world | en todo el mundo | dans le monde entier | auf der ganzen Welt
last week | la semana pasada | la semaine dernière | letzte Woche
last month | el mes pasado | le mois dernier | letzten Monat
last year | el año pasado | l'année dernière | letztes Jahr
last night | anoche | hier soir | gestern Abend
next week | la próxima semana | la semaine prochaine | nächste Woche
next month | el próximo mes | le mois prochain | nächsten Monat
next year | el próximo año | l'année prochaine | nächstes Jahr
this morning | esta mañana | ce matin | heute Morgen
this afternoon | esta tarde | cet après-midi | heute Nachmittag
this evening | esta noche | ce soir | heute Abend
this week | esta semana | cette semaine | diese Woche
this year | este año | cette année | dieses Jahr
these days | estos días | ces jours-ci | heutzutage
today | hoy | aujourd'hui | heute
tomorrow | mañana | demain | morgen
yesterday | ayer | hier | gestern
tonight | esta noche | ce soir | heute Abend
tomorrow morning | mañana por la mañana | demain matin | morgen früh
on Monday | el lunes | le lundi | am Montag
on Tuesday | el martes | le mardi | am Dienstag
on Wednesday | el miércoles | le mercredi | am Mittwoch
on Thursday | el jueves | le jeudi | am Donnerstag
on Friday | el viernes | le vendredi | am Freitag
on Saturday | el sábado | le samedi | am Samstag
on Sunday | el domingo | le dimanche | am Sonntag
on Mondays | los lunes | le lundi | montags
on Saturdays | los sábados | le samedi | samstags
on Sundays | los domingos | le dimanche | sonntags
Monday | lunes | lundi | Montag
Tuesday | martes | mardi | Dienstag
Wednesday | miércoles | mercredi | Mittwoch
Thursday | jueves | jeudi | Donnerstag
Friday | viernes | vendredi | Freitag
Saturday | sábado | samedi | Samstag
Sunday | domingo | dimanche | Sonntag
in January | en enero | en janvier | im Januar
in February | en febrero | en février | im Februar
in March | en marzo | en mars | im März
in April | en abril | en avril | im April
in May | en mayo | en mai | im Mai
in June | en junio | en juin | im Juni
in July | en julio | en juillet | im Juli
in August | en agosto | en août | im August
in September | en septiembre | en septembre | im September
in October | en octubre | en octobre | im Oktober
in November | en noviembre | en novembre | im November
in December | en diciembre | en décembre | im Dezember
January | enero | janvier | Januar
February | febrero | février | Februar
March | marzo | mars | März
May | mayo | mai | Mai
April | abril | avril | April
June | junio | juin | Juni
July | julio | juillet | Juli
August | agosto | août | August
September | septiembre | septembre | September
October | octubre | octobre | Oktober
November | noviembre | novembre | November
December | diciembre | décembre | Dezember
for the first time | por primera vez | pour la première fois | zum ersten Mal
one more time | una vez más | encore une fois | noch einmal
a long time ago | hace mucho tiempo | il y a longtemps | vor langer Zeit
a few minutes | unos minutos | quelques minutes | ein paar Minuten
for a long time | durante mucho tiempo | pendant longtemps | lange
a little | un poco | un peu | ein wenig
a bit | un poco | un peu | ein bisschen
very well | muy bien | très bien | sehr gut
a lot | mucho | beaucoup | viel
too much | demasiado | trop | zu viel
not yet | todavía no | pas encore | noch nicht
no longer | ya no | ne plus | nicht mehr
not | no | pas | nicht
this is | esto es | c'est | das ist
that is | eso es | c'est | das ist
these are | estos son | ce sont | das sind
not only | no solo | pas seulement | nicht nur
but also | sino también | mais aussi | sondern auch
as well | también | aussi | auch
right now | ahora mismo | en ce moment | gerade
so far | hasta ahora | jusqu'à présent | bisher
up to | hasta | jusqu'à | bis zu
more than | más de | plus de | mehr als
less than | menos de | moins de | weniger als
about | unos | environ | etwa
always | siempre | toujours | immer
often | a menudo | souvent | oft
sometimes | a veces | parfois | manchmal
usually | normalmente | d'habitude | normalerweise
never | nunca | jamais | nie
soon | pronto | bientôt | bald
now | ahora | maintenant | jetzt
then | entonces | alors | dann
later | más tarde | plus tard | später
again | otra vez | encore | wieder
already | ya | déjà | schon
still | todavía | encore | noch
once | una vez | une fois | einmal
twice | dos veces | deux fois | zweimal
here | aquí | ici | hier
there | allí | là-bas | dort
everywhere | en todas partes | partout | überall
outside | fuera | dehors | draußen
inside | dentro | à l'intérieur | drinnen
together | juntos | ensemble | gemeinsam
also | también | aussi | auch
too | también | aussi | auch
very | muy | très | sehr
very much | mucho | beaucoup | sehr
really | realmente | vraiment | wirklich
almost | casi | presque | fast
only | solo | seulement | nur
just | solo | juste | nur
even | incluso | même | sogar
enough | suficiente | assez | genug
quite | bastante | assez | ziemlich
more | más | plus | mehr
less | menos | moins | weniger
so | así que | donc | also
than | que | que | als
ago | atrás | auparavant | zuvor
away | fuera | loin | weg
back | de vuelta | en arrière | zurück
else | más | d'autre | sonst
instead | en cambio | plutôt | stattdessen
forever | para siempre | pour toujours | für immer
anywhere | en cualquier lugar | n'importe où | irgendwo
anyone | cualquiera | n'importe qui | jeder
each other | el uno al otro | l'un l'autre | einander
perhaps | quizás | peut-être | vielleicht
maybe | quizás | peut-être | vielleicht
quickly | rápidamente | rapidement | schnell
slowly | lentamente | lentement | langsam
easily | fácilmente | facilement | leicht
carefully | con cuidado | soigneusement | vorsichtig
well | bien | bien | gut
better | mejor | mieux | besser
early | temprano | tôt | früh
late | tarde | tard | spät
finally | finalmente | enfin | endlich
first | primero | d'abord | zuerst
far away | lejos | loin | weit weg
nearby | cerca | à proximité | in der Nähe
especially | sobre todo | surtout | besonders
however | sin embargo | cependant | jedoch
therefore | por lo tanto | donc | deshalb
and | y | et | und
or | o | ou | oder
but | pero | mais | aber
everything | todo | tout | alles
everyone | todos | tout le monde | alle
everybody | todos | tout le monde | alle
something | algo | quelque chose | etwas
nothing | nada | rien | nichts
somebody | alguien | quelqu'un | jemand
someone | alguien | quelqu'un | jemand
nobody | nadie | personne ne | niemand
how long | cuánto tiempo | combien de temps | wie lange
how | cómo | comment | wie
why | por qué | pourquoi | warum
where | dónde | où | wo
what | qué | que | was
one | uno | un | eins
hundred | cien | cent | hundert
thousand | mil | mille | tausend
million | millón | million | Million
the library card | la tarjeta de la biblioteca | la carte de bibliothèque | der Bibliotheksausweis
make sure | asegúrese de | assurez-vous de | stellen Sie sicher
terms and conditions | términos y condiciones | conditions générales | Allgemeine Geschäftsbedingungen
opening hours | horario de apertura | heures d'ouverture | Öffnungszeiten
good luck | buena suerte | bonne chance | viel Glück
happy birthday | feliz cumpleaños | joyeux anniversaire | alles Gute zum Geburtstag
Merry Christmas | Feliz Navidad | Joyeux Noël | Frohe Weihnachten
happy new year | feliz año nuevo | bonne année | frohes neues Jahr
congratulations | enhorabuena | félicitations | herzlichen Glückwunsch
nice to meet you | mucho gusto | enchanté | freut mich
see you later | hasta luego | à plus tard | bis später
see you tomorrow | hasta mañana | à demain | bis morgen
you are welcome | de nada | de rien | gern geschehen
no problem | no hay problema | pas de problème | kein Problem
best regards | saludos cordiales | cordialement | mit freundlichen Grüßen
kind regards | saludos cordiales | cordialement | mit freundlichen Grüßen
dear Sir or Madam | estimados señores | Madame, Monsieur | sehr geehrte Damen und Herren
ladies and gentlemen | damas y caballeros | mesdames et messieurs | meine Damen und Herren
as usual | como siempre | comme d'habitude | wie üblich
as a result | como resultado | par conséquent | infolgedessen
as far as I know | que yo sepa | à ma connaissance | soweit ich weiß
as always | como siempre | comme toujours | wie immer
at last | por fin | enfin | endlich
at first | al principio | au début | zuerst
at any time | en cualquier momento | à tout moment | jederzeit
at the latest | a más tardar | au plus tard | spätestens
at the earliest | como muy pronto | au plus tôt | frühestens
at the weekend | el fin de semana | le week-end | am Wochenende
at midnight | a medianoche | à minuit | um Mitternacht
before long | dentro de poco | sous peu | in Kürze
by chance | por casualidad | par hasard | zufällig
by mistake | por error | par erreur | aus Versehen
by heart | de memoria | par cœur | auswendig
by hand | a mano | à la main | von Hand
by phone | por teléfono | par téléphone | telefonisch
by post | por correo | par la poste | per Post
by plane | en avión | en avion | mit dem Flugzeug
by boat | en barco | en bateau | mit dem Schiff
by far | con mucho | de loin | bei weitem
by the way | por cierto | au fait | übrigens
for sale | en venta | à vendre | zu verkaufen
for rent | en alquiler | à louer | zu vermieten
for now | por ahora | pour l'instant | vorerst
for ever | para siempre | pour toujours | für immer
for this reason | por esta razón | pour cette raison | aus diesem Grund
in case of emergency | en caso de emergencia | en cas d'urgence | im Notfall
in any case | en cualquier caso | en tout cas | auf jeden Fall
in my opinion | en mi opinión | à mon avis | meiner Meinung nach
in other words | en otras palabras | en d'autres termes | mit anderen Worten
in particular | en particular | en particulier | insbesondere
in the future | en el futuro | à l'avenir | in Zukunft
in the past | en el pasado | dans le passé | in der Vergangenheit
in the meantime | mientras tanto | entre-temps | in der Zwischenzeit
in the long run | a la larga | à la longue | auf lange Sicht
in the end | al final | finalement | schließlich
in a hurry | con prisa | pressé | in Eile
in cash | en efectivo | en espèces | in bar
in danger | en peligro | en danger | in Gefahr
in love | enamorado | amoureux | verliebt
in person | en persona | en personne | persönlich
in practice | en la práctica | en pratique | in der Praxis
in theory | en teoría | en théorie | theoretisch
in writing | por escrito | par écrit | schriftlich
in stock | en stock | en stock | auf Lager
in detail | en detalle | en détail | im Einzelnen
on average | en promedio | en moyenne | im Durchschnitt
on board | a bordo | à bord | an Bord
on business | por negocios | pour affaires | geschäftlich
on purpose | a propósito | exprès | absichtlich
on sale | en oferta | en solde | im Angebot
on request | previa solicitud | sur demande | auf Anfrage
on the one hand | por un lado | d'une part | einerseits
on the way | en camino | en route | unterwegs
on the weekend | el fin de semana | le week-end | am Wochenende
on the contrary | al contrario | au contraire | im Gegenteil
on strike | en huelga | en grève | im Streik
on fire | en llamas | en feu | in Flammen
out of order | fuera de servicio | hors service | außer Betrieb
out of stock | agotado | épuisé | ausverkauft
up to date | actualizado | à jour | auf dem neuesten Stand
under construction | en construcción | en construction | im Bau
once more | una vez más | encore une fois | noch einmal
once again | una vez más | encore une fois | noch einmal
one day | un día | un jour | eines Tages
one by one | uno por uno | un par un | einzeln
step by step | paso a paso | pas à pas | Schritt für Schritt
day and night | día y noche | jour et nuit | Tag und Nacht
little by little | poco a poco | peu à peu | nach und nach
sooner or later | tarde o temprano | tôt ou tard | früher oder später
so far so good | hasta ahora todo bien | jusqu'ici tout va bien | so weit, so gut
that is why | por eso | c'est pourquoi | deshalb
the day after tomorrow | pasado mañana | après-demain | übermorgen
the day before yesterday | anteayer | avant-hier | vorgestern
two weeks ago | hace dos semanas | il y a deux semaines | vor zwei Wochen
a week ago | hace una semana | il y a une semaine | vor einer Woche
a year ago | hace un año | il y a un an | vor einem Jahr
a month ago | hace un mes | il y a un mois | vor einem Monat
three times | tres veces | trois fois | dreimal
four times | cuatro veces | quatre fois | viermal
many times | muchas veces | de nombreuses fois | viele Male
next time | la próxima vez | la prochaine fois | das nächste Mal
last time | la última vez | la dernière fois | das letzte Mal
this time | esta vez | cette fois | diesmal
every time | cada vez | chaque fois | jedes Mal
every night | cada noche | chaque nuit | jede Nacht
every hour | cada hora | toutes les heures | jede Stunde
half an hour | media hora | une demi-heure | eine halbe Stunde
tomorrow evening | mañana por la noche | demain soir | morgen Abend
tomorrow afternoon | mañana por la tarde | demain après-midi | morgen Nachmittag
yesterday evening | ayer por la noche | hier soir | gestern Abend
yesterday morning | ayer por la mañana | hier matin | gestern Morgen
next Monday | el próximo lunes | lundi prochain | nächsten Montag
next Friday | el próximo viernes | vendredi prochain | nächsten Freitag
last summer | el verano pasado | l'été dernier | letzten Sommer
next summer | el próximo verano | l'été prochain | nächsten Sommer
on Thursdays | los jueves | le jeudi | donnerstags
on Tuesdays | los martes | le mardi | dienstags
on Wednesdays | los miércoles | le mercredi | mittwochs
on Fridays | los viernes | le vendredi | freitags
nowadays | hoy en día | de nos jours | heutzutage
recently | recientemente | récemment | kürzlich
immediately | inmediatamente | immédiatement | sofort
suddenly | de repente | soudain | plötzlich
probably | probablemente | probablement | wahrscheinlich
unfortunately | lamentablemente | malheureusement | leider
fortunately | afortunadamente | heureusement | glücklicherweise
hardly | apenas | à peine | kaum
rarely | rara vez | rarement | selten
seldom | rara vez | rarement | selten
ever | alguna vez | jamais | jemals
otherwise | de lo contrario | sinon | sonst
moreover | además | de plus | außerdem
furthermore | además | en outre | außerdem
nevertheless | sin embargo | néanmoins | trotzdem
meanwhile | mientras tanto | entre-temps | inzwischen
anyway | de todos modos | de toute façon | jedenfalls
somewhere | en algún lugar | quelque part | irgendwo
nowhere | en ninguna parte | nulle part | nirgends
upstairs | arriba | en haut | oben
downstairs | abajo | en bas | unten
abroad | en el extranjero | à l'étranger | im Ausland
online | en línea | en ligne | online
overnight | de la noche a la mañana | du jour au lendemain | über Nacht
straight ahead | todo recto | tout droit | geradeaus
of course not | claro que no | bien sûr que non | natürlich nicht
not at all | en absoluto | pas du tout | gar nicht
at all | en absoluto | du tout | überhaupt
and so on | etcétera | et ainsi de suite | und so weiter
frequently asked questions | preguntas frecuentes | foire aux questions | häufig gestellte Fragen
customer service | servicio al cliente | service client | Kundendienst
human resources | recursos humanos | ressources humaines | Personalabteilung
public transport | transporte público | transports en commun | öffentliche Verkehrsmittel
working hours | horario de trabajo | heures de travail | Arbeitszeiten
business hours | horario de atención | heures d'ouverture | Öffnungszeiten
the United Kingdom | el Reino Unido | le Royaume-Uni | das Vereinigte Königreich
the United States | Estados Unidos | les États-Unis | die Vereinigten Staaten
the European Union | la Unión Europea | l'Union européenne | die Europäische Union
Europe | Europa | l'Europe | Europa
Germany | Alemania | l'Allemagne | Deutschland
France | Francia | la France | Frankreich
Spain | España | l'Espagne | Spanien
Italy | Italia | l'Italie | Italien
England | Inglaterra | l'Angleterre | England
Christmas | Navidad | Noël | Weihnachten
Easter | Pascua | Pâques | Ostern
in Germany | en Alemania | en Allemagne | in Deutschland
in France | en Francia | en France | in Frankreich
in Spain | en España | en Espagne | in Spanien
in Italy | en Italia | en Italie | in Italien
in England | en Inglaterra | en Angleterre | in England
in Europe | en Europa | en Europe | in Europa
overly | demasiado | trop | zu
by credit card | con tarjeta de crédito | par carte de crédit | mit Kreditkarte
I would like | me gustaría | j'aimerais | ich möchte
we would like | nos gustaría | nous aimerions | wir möchten
into English | al inglés | en anglais | ins Englische
into Spanish | al español | en espagnol | ins Spanische
into French | al francés | en français | ins Französische
into German | al alemán | en allemand | ins Deutsche
to Germany | a Alemania | en Allemagne | nach Deutschland
to France | a Francia | en France | nach Frankreich
to Spain | a España | en Espagne | nach Spanien
to Italy | a Italia | en Italie | nach Italien
to England | a Inglaterra | en Angleterre | nach England
to Europe | a Europa | en Europe | nach Europa
on the train | en el tren | dans le train | im Zug
on the bus | en el autobús | dans le bus | im Bus
on the plane | en el avión | dans l'avion | im Flugzeug
at the meeting | en la reunión | à la réunion | in der Besprechung
at the next meeting | en la próxima reunión | à la prochaine réunion | bei der nächsten Besprechung
`;
