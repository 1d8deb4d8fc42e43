/** Towns that banks print after the shop; they tell apart nothing that matters for a category. */
const TOWNS = `new york|brooklyn|bronx|queens|staten island|buffalo|rochester|syracuse|albany|yonkers|los angeles|san diego|san jose|san francisco|
fresno|sacramento|long beach|oakland|bakersfield|anaheim|santa ana|riverside|stockton|irvine|chula vista|fremont|santa clara|sunnyvale|mountain view|
palo alto|cupertino|pasadena|glendale|burbank|torrance|fullerton|santa monica|berkeley|modesto|san mateo|redwood city|menlo park|pleasanton|
chicago|aurora|naperville|rockford|joliet|peoria|springfield|elgin|evanston|schaumburg|houston|san antonio|dallas|austin|fort worth|ft worth|el paso|
arlington|corpus christi|plano|lubbock|laredo|irving|garland|frisco|mckinney|amarillo|denton|round rock|the woodlands|sugar land|katy|waco|
phoenix|tucson|mesa|chandler|scottsdale|gilbert|tempe|philadelphia|philadelphi|pittsburgh|allentown|erie|scranton|lancaster|jacksonville|miami|tampa|
orlando|st petersburg|saint petersburg|hialeah|tallahassee|fort lauderdale|ft lauderdale|cape coral|pembroke pines|hollywood fl|gainesville|coral springs|clearwater|
boca raton|naples|sarasota|fort myers|ocala|kissimmee|west palm beach|columbus|cleveland|cincinnati|toledo|akron|dayton|canton|youngstown|
charlotte|raleigh|greensboro|durham|winston salem|fayetteville|cary|wilmington|asheville|seattle|spokane|tacoma|vancouver|bellevue|kent|everett|
renton|redmond|denver|colorado springs|boulder|fort collins|lakewood|thornton|boston|worcester|cambridge|lowell|quincy|newton|somerville|
nashville|memphis|knoxville|chattanooga|clarksville|murfreesboro|detroit|grand rapids|warren|sterling heights|ann arbor|lansing|flint|dearborn|
portland|salem|eugene|beaverton|hillsboro|bend|las vegas|henderson|reno|sparks|louisville|lexington|bowling green|milwaukee|madison|green bay|kenosha|
baltimore|annapolis|rockville|bethesda|silver spring|gaithersburg|columbia|frederick|albuquerque|santa fe|las cruces|oklahoma city|tulsa|norman|edmond|
atlanta|augusta|savannah|athens|macon|marietta|alpharetta|roswell|duluth|decatur|kansas city|st louis|saint louis|independence|overland park|olathe|wichita|
topeka|lawrence|omaha|lincoln|minneapolis|saint paul|st paul|bloomington|virginia beach|norfolk|chesapeake|richmond|newport news|alexandria|
hampton|roanoke|fairfax|reston|new orleans|baton rouge|shreveport|lafayette|metairie|birmingham|montgomery|huntsville|mobile al|tuscaloosa|
salt lake city|provo|ogden|sandy|orem|des moines|cedar rapids|davenport|iowa city|little rock|honolulu|anchorage|boise|meridian|nampa|sioux falls|fargo|
billings|missoula|cheyenne|charleston|greenville|myrtle beach|mount pleasant|jackson|gulfport|hartford|new haven|stamford|bridgeport|norwalk|
providence|warwick|manchester|nashua|concord|burlington vt|newark|jersey city|paterson|elizabeth|edison|trenton|hoboken|cherry hill|princeton|indianapolis|
fort wayne|evansville|south bend|carmel|fishers|washington|toronto|montreal|calgary|ottawa|edmonton|mississauga|winnipeg|quebec|hamilton|
london|leeds|glasgow|sheffield|bradford|liverpool|edinburgh|bristol|cardiff|belfast|leicester|coventry|nottingham|newcastle|sunderland|brighton|
hull|plymouth|stoke on trent|wolverhampton|derby|swansea|southampton|portsmouth|york|oxford|milton keynes|northampton|luton|norwich|swindon|
croydon|solihull|walsall|dudley|slough|watford|guildford|exeter|cheltenham|gloucester|dublin|cork|galway|limerick|berlin|hamburg|muenchen|munchen|munich|koeln|
koln|cologne|frankfurt|stuttgart|duesseldorf|dusseldorf|leipzig|dortmund|essen|bremen|dresden|hannover|nuernberg|nurnberg|duisburg|bochum|
wuppertal|bielefeld|bonn|muenster|mannheim|karlsruhe|augsburg|wiesbaden|freiburg|wien|vienna|graz|linz|salzburg|innsbruck|zuerich|zurich|
geneve|basel|bern|lausanne|paris|marseille|lyon|toulouse|nice|nantes|strasbourg|montpellier|bordeaux|lille|rennes|reims|grenoble|dijon|
madrid|barcelona|valencia|sevilla|zaragoza|malaga|murcia|palma|bilbao|alicante|lisboa|lisbon|porto|braga|coimbra|roma|rome|milano|milan|napoli|
torino|palermo|genova|bologna|firenze|venezia|verona|amsterdam|rotterdam|den haag|s gravenhage|utrecht|eindhoven|groningen|tilburg|haarlem|
bruxelles|brussels|antwerpen|gent|liege|luxembourg|stockholm|goteborg|malmo|uppsala|oslo|bergen|trondheim|copenhagen|kobenhavn|aarhus|odense|
helsinki|espoo|tampere|turku|warszawa|krakow|wroclaw|poznan|gdansk|lodz|praha|brno|ostrava|budapest|sydney|melbourne|brisbane|perth|adelaide|
auckland|mumbai|delhi|new delhi|bangalore|bengaluru|hyderabad|chennai|kolkata|pune|gurgaon|noida|singapore`;

const NAMES = new Set(TOWNS.replaceAll('\n', '').split('|'));

/** How many of the last words are the name of a town; 0 when they are not. */
export function townAtEnd(words: readonly string[]): number {
  for (let length = Math.min(3, words.length); length >= 1; length--) {
    if (NAMES.has(words.slice(-length).join(' '))) return length;
  }
  return 0;
}
