/** What an OpenStreetMap kind means for a household's books. Kinds that say nothing about spending are left out. */
const LEAF_KINDS: Record<string, string> = {
  'food_drink.groceries':
    'shop=supermarket shop=convenience shop=bakery shop=butcher shop=greengrocer shop=deli shop=dairy shop=frozen_food shop=health_food shop=beverages shop=tea shop=coffee shop=chocolate shop=confectionery shop=pastry shop=nuts shop=wholesale shop=seafood shop=farm shop=cheese shop=pasta shop=spices',
  'food_drink.fast_food': 'amenity=fast_food amenity=ice_cream',
  'food_drink.restaurants': 'amenity=restaurant amenity=food_court',
  'food_drink.coffee': 'amenity=cafe',
  'food_drink.bars_alcohol': 'amenity=bar amenity=pub amenity=biergarten shop=alcohol shop=wine amenity=nightclub',
  'shopping.clothing': 'shop=clothes shop=shoes shop=jewelry shop=bag shop=watches shop=fashion_accessories shop=leather shop=boutique shop=fabric shop=tailor',
  'shopping.electronics': 'shop=electronics shop=computer shop=hifi shop=camera shop=photo shop=mobile_phone_accessories shop=electrical shop=appliance',
  'shopping.department_stores': 'shop=department_store shop=variety_store shop=mall shop=general shop=country_store shop=outpost',
  'shopping.books_news': 'shop=books shop=newsagent shop=kiosk',
  'shopping.sporting_goods': 'shop=sports shop=outdoor shop=fishing shop=ski shop=golf',
  'shopping.pets': 'shop=pet amenity=animal_boarding shop=pet_grooming',
  'shopping.gifts': 'shop=gift shop=florist shop=party',
  'shopping.office_supplies': 'shop=stationery shop=copyshop',
  'shopping.kids_toys': 'shop=toys shop=baby_goods',
  'shopping.other': 'shop=second_hand shop=charity shop=tobacco shop=e-cigarette shop=perfumery shop=erotic',
  'home.furniture': 'shop=furniture shop=bed shop=kitchen shop=carpet shop=flooring shop=interior_decoration shop=bathroom_furnishing shop=lighting shop=window_blind',
  'home.hardware': 'shop=doityourself shop=hardware shop=trade shop=paint shop=tiles shop=garden_centre shop=tool_hire shop=doors shop=plant_hire',
  'home.household': 'shop=houseware shop=household_linen shop=vacuum_cleaner',
  'home.repair_maintenance': 'craft=plumber craft=electrician craft=window_construction shop=locksmith craft=cleaning',
  'entertainment.hobbies': 'shop=craft shop=musical_instrument shop=art shop=model',
  'entertainment.games': 'shop=video_games shop=games leisure=amusement_arcade shop=anime',
  'entertainment.tv_movies': 'amenity=cinema shop=video',
  'entertainment.music_audio': 'shop=music',
  'entertainment.gambling': 'shop=bookmaker shop=lottery amenity=casino amenity=gambling leisure=adult_gaming_centre',
  'entertainment.events_attractions':
    'shop=ticket leisure=bowling_alley tourism=theme_park tourism=museum tourism=zoo leisure=trampoline_park leisure=indoor_play amenity=theatre tourism=aquarium leisure=escape_game',
  'health.pharmacy': 'amenity=pharmacy shop=chemist shop=herbalist shop=nutrition_supplements',
  'health.doctor_dentist': 'amenity=doctors amenity=dentist amenity=clinic amenity=hospital healthcare=physiotherapist healthcare=laboratory healthcare=sample_collection',
  'health.eye_care': 'shop=optician',
  'health.veterinary': 'amenity=veterinary',
  'health.other': 'shop=hearing_aids shop=medical_supply',
  'personal_care.hair_beauty': 'shop=hairdresser shop=beauty shop=cosmetics shop=massage shop=hairdresser_supply',
  'personal_care.gym_fitness': 'leisure=fitness_centre leisure=sports_centre',
  'personal_care.laundry': 'shop=laundry shop=dry_cleaning',
  'services.insurance': 'office=insurance',
  'services.education': 'amenity=prep_school amenity=language_school amenity=school amenity=university amenity=driving_school amenity=music_school amenity=training',
  'services.childcare': 'amenity=kindergarten amenity=childcare',
  'services.postage_shipping': 'amenity=post_office amenity=parcel_locker amenity=post_depot shop=outpost',
  'services.professional': 'office=lawyer office=tax_advisor office=accountant office=consulting office=estate_agent office=notary',
  'services.other': 'shop=storage_rental shop=funeral_directors office=moving_company',
  'government.other': 'office=government',
  'transport.fuel': 'amenity=fuel amenity=charging_station',
  'transport.parking': 'amenity=parking',
  'transport.car_maintenance': 'shop=car_repair shop=car_parts shop=tyres amenity=car_wash amenity=vehicle_inspection shop=motorcycle_repair shop=motorcycle shop=car',
  'transport.bike_scooter': 'amenity=bicycle_rental shop=bicycle amenity=scooter_rental',
  'transport.taxi_rideshare': 'amenity=taxi amenity=car_sharing',
  'travel.lodging': 'tourism=hotel tourism=hostel tourism=motel tourism=caravan_site tourism=guest_house tourism=apartment',
  'travel.car_rental': 'amenity=car_rental',
  'travel.other': 'shop=travel_agency',
  'housing_utilities.mobile_phone': 'shop=telecommunication office=telecommunication shop=mobile_phone',
  'housing_utilities.electricity_gas': 'shop=gas office=energy_supplier',
};

const LEAF_OF_KIND = new Map(
  Object.entries(LEAF_KINDS).flatMap(([leaf, kinds]) => kinds.split(/\s+/).map((kind) => [kind, leaf] as const)),
);

export function leafOfKind(key: string, value: string): string | null {
  return LEAF_OF_KIND.get(`${key}=${value}`) ?? null;
}
