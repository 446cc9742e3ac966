-- The state of every person eligible on on_day, by every value action; see states_by_masks.
CREATE OR REPLACE VIEW person_states AS
SELECT * FROM states_by_masks(ons = {ons:Array(Date)}, masks = 'all')
