-- The 56 days that end on on_day with every value action; see window_by_masks.
CREATE OR REPLACE VIEW person_window AS
SELECT * FROM window_by_masks(ons = {ons:Array(Date)}, masks = 'all')
